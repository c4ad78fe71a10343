package org.anode.kernel.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What a child writes to its own stdout and stderr where a run ends: a NUL, the nonce, a line end. What subprocesses and
 * native code write there takes another way to the supervisor than frames do; at the mark it has seen all of it.
 */
public final class RawMark {
    private RawMark() {}

    public static byte[] of(String nonce) {
        return ("\0" + nonce + "\n").getBytes(US_ASCII);
    }
}
