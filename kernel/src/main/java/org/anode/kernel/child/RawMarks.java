package org.anode.kernel.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.anode.kernel.frame.RawMark;

/** Writes the {@link RawMark} to this process's stdout and stderr. */
final class RawMarks {
    private final byte[] mark;

    RawMarks(String nonce) {
        mark = RawMark.of(nonce);
    }

    void write() {
        write(FileDescriptor.out);
        write(FileDescriptor.err);
    }

    /** A cell may have closed the descriptor; then there is nothing to mark. */
    @SuppressWarnings("resource")
    private void write(FileDescriptor descriptor) {
        try {
            new FileOutputStream(descriptor).write(mark);
        } catch (IOException e) {
            // The supervisor stops waiting by itself.
        }
    }
}
