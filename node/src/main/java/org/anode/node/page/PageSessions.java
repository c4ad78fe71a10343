package org.anode.node.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.anode.node.control.Token;
import org.anode.node.folder.FileTrouble;
import org.anode.node.folder.PrivateFiles;
import org.anode.schema.Bytes;

/**
 * The page sessions of a data folder (R2). A session is a secret that only its page has; here is its hash, in a private
 * file, so that a page outlives its node's restart. Any thread.
 */
public final class PageSessions {
    /** The name of the file in the data folder. */
    public static final String FILE = "page-sessions";

    /** From when a page last used it. */
    static final int DAYS_MAX = 30;

    /** Browsers and profiles of one person; the one unused for longest goes first. */
    private static final int SESSIONS_MAX = 256;

    private static final int FILE_BYTES_MAX = SESSIONS_MAX * 128;
    private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} [0-9]{1,9}");

    private final Path file;
    private final LongSupplier today;
    private final Map<String, Long> dayByHash = new HashMap<>();

    public PageSessions(Path file) {
        this(file, () -> LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    /** @param today days since 1970 */
    PageSessions(Path file, LongSupplier today) {
        this.file = file;
        this.today = today;
        PrivateFiles.read(file, FILE_BYTES_MAX)
                .map(Bytes::toUtf8)
                .orElse("")
                .lines()
                .filter(line -> LINE.matcher(line).matches())
                .forEach(line -> dayByHash.put(line.substring(0, 64), Long.parseLong(line.substring(65))));
        dropOld();
    }

    /** A new session, which is on the disk when this returns. */
    synchronized Token begin() {
        var session = Token.fresh();
        dayByHash.put(hash(session.reveal()), today.getAsLong());
        if (dayByHash.size() > SESSIONS_MAX) dropOldest();
        write();
        return session;
    }

    /** Whether {@code presented} is a session; if so it lives on. */
    synchronized boolean isKnown(String presented) {
        dropOld();
        var hash = hash(presented);
        var day = dayByHash.get(hash);
        if (day == null) return false;
        if (day != today.getAsLong()) {
            dayByHash.put(hash, today.getAsLong());
            write();
        }
        return true;
    }

    /** Ends all of them. */
    public synchronized void forget() {
        dayByHash.clear();
        try {
            Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    private void dropOld() {
        dayByHash.values().removeIf(day -> day + DAYS_MAX < today.getAsLong());
    }

    private void dropOldest() {
        dayByHash.entrySet().stream()
                .min(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .ifPresent(dayByHash::remove);
    }

    private void write() {
        var lines = dayByHash.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        PrivateFiles.write(file, Bytes.utf8(lines));
    }

    /** A look-up by hash tells nothing of the secret by the time it takes. */
    private static String hash(String secret) {
        return Bytes.utf8(secret).sha256().toHex();
    }
}
