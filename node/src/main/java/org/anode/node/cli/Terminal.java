package org.anode.node.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.anode.node.NodeFailure;
import org.anode.node.control.ControlJson;

/**
 * The three streams of a command, in UTF-8 whatever the locale. {@code out} carries the result and nothing else; all
 * that is for people goes to {@code err}.
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err) {
    static Terminal system(Stdout stdout) {
        return new Terminal(System.in, stream(stdout), stream(new FileOutputStream(FileDescriptor.err)));
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(new BufferedOutputStream(to), false, StandardCharsets.UTF_8);
    }

    void result(String line) {
        out.print(line + "\n");
        out.flush();
    }

    void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /** {@code text} as it is, seen at once. */
    static void stream(PrintStream to, String text) {
        to.print(text);
        to.flush();
    }

    /** All of stdin as the source of a cell. */
    String readSource() {
        try {
            var bytes = in.readNBytes(ControlJson.COMMAND_BYTES_MAX + 1);
            if (bytes.length > ControlJson.COMMAND_BYTES_MAX)
                throw new NodeFailure("The source on stdin is too large for one cell: split it.");
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NodeFailure("The source on stdin is not UTF-8 text: convert it first.", e);
        } catch (IOException e) {
            throw new NodeFailure("The source could not be read from stdin: " + e.getMessage() + ".", e);
        }
    }

    void flush() {
        err.flush();
        out.flush();
    }
}
