package org.anode.kernel.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.anode.kernel.frame.RawMark;

/**
 * Writes the {@link RawMark} to this process's stdout and stderr, as they were at its start: a cell may close them, and
 * then their numbers go to the next file or connection it opens.
 */
final class RawMarks {
    private final byte[] mark;
    private final FileOutputStream stdout;
    private final FileOutputStream stderr;

    /** To be made before any cell runs. */
    RawMarks(String nonce) {
        mark = RawMark.of(nonce);
        stdout = ofOurOwn(1, FileDescriptor.out);
        stderr = ofOurOwn(2, FileDescriptor.err);
    }

    /** Appending, as it may be a file that is not to be emptied; the usual one where descriptors have no names. */
    private static FileOutputStream ofOurOwn(int number, FileDescriptor usual) {
        try {
            return new FileOutputStream("/dev/fd/" + number, true);
        } catch (IOException e) {
            return new FileOutputStream(usual);
        }
    }

    void write() {
        write(stdout);
        write(stderr);
    }

    /** A cell may have closed all descriptors there are; then the supervisor stops waiting by itself. */
    private void write(FileOutputStream to) {
        try {
            to.write(mark);
        } catch (IOException e) {
            // See above.
        }
    }
}
