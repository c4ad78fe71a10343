package org.anode.node.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows why something could not be written, which a PrintStream keeps to itself. Closing it does nothing. */
final class Stdout extends OutputStream {
    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private volatile @Nullable IOException trouble;

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            trouble = e;
            throw e;
        }
    }

    /** Of the last time that something could not be written. */
    Optional<IOException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Who read had enough, as {@code head} has: nothing to speak of. A JVM has only the system's words for it, in the user's
     * language; some do not have this word, and there it is told like any other trouble.
     */
    static boolean isReaderGone(IOException trouble) {
        return String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
