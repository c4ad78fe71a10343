package org.anode.node.identity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anode.node.Refusal;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PrivateFiles;
import org.anode.schema.Bytes;

/** What people call this device; kept in a file once somebody named it. Any thread. */
public final class DeviceName {
    private static final String FILE = "name";

    /** A character has at most four bytes. */
    private static final int FILE_BYTES_MAX = 4 * Identity.NAME_CHARS_MAX;

    private static final Pattern NUMBERED = Pattern.compile(" \\(\\d{1,6}\\)$");

    private final Optional<Path> file;
    private volatile String name;

    private DeviceName(Optional<Path> file, String name) {
        this.file = file;
        this.name = name;
    }

    public static DeviceName of(Identity identity) {
        return new DeviceName(Optional.empty(), identity.deviceName());
    }

    public static DeviceName keptIn(DataFolder folder, Identity identity) {
        return new DeviceName(Optional.of(file(folder)), in(folder.identity(), identity));
    }

    /** What it is called there. */
    static String in(Path folder, Identity identity) {
        return PrivateFiles.read(folder.resolve(FILE), FILE_BYTES_MAX)
                .map(Bytes::toUtf8)
                .orElse(identity.deviceName());
    }

    /** There once somebody named it. */
    static Path file(DataFolder folder) {
        return folder.identity().resolve(FILE);
    }

    /** A name that tells a device from the one of that name, and from others: "NAME (2)", or the next number that is free. */
    public static String another(String name, Collection<String> taken) {
        var base = NUMBERED.matcher(name).replaceFirst("");
        for (int n = 2; ; n++) {
            var ending = " (" + n + ")";
            var longest = Identity.NAME_CHARS_MAX - ending.length();
            var found = (base.length() > longest ? base.substring(0, longest) : base) + ending;
            if (!found.equals(name) && !taken.contains(found)) return found;
        }
    }

    public String get() {
        return name;
    }

    /** It is on the disk when this returns. */
    public synchronized void set(String wanted) {
        var clean = wanted.strip();
        if (clean.isEmpty() || clean.length() > Identity.NAME_CHARS_MAX || hasControls(clean))
            throw new Refusal("A name has 1 to " + Identity.NAME_CHARS_MAX + " characters on one line.");
        file.ifPresent(f -> PrivateFiles.write(f, Bytes.utf8(clean)));
        name = clean;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
