package org.anode.node.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.node.folder.FileTree;
import org.anode.node.page.PageServer;

/**
 * What the launcher runs once after a build, for the JVM to learn which classes a start and a first cell need: a node that
 * serves, and the commands people use most, over the wire. Works in a folder of its own and leaves nothing behind.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        var data = Files.createTempDirectory("anode-rehearsal");
        try (var node = LocalNode.open(data)) {
            node.serve(PageServer.PORT_ANY, () -> {});
            var notebook = command(data, "new", "Rehearsal");
            var cell = command(data, "add", notebook, "--source", "print(1)");
            command(data, "edit", notebook, cell, "--source", "print(2)");
            command(data, "exec", notebook, cell, "--wait");
            command(data, "show", notebook, "--json");
            command(data, "show", notebook);
            command(data, "list");
            command(data, "status");
        } finally {
            FileTree.delete(data);
        }
    }

    private static String command(Path data, String... words) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(InputStream.nullInputStream(), stream, System.err);
        var args = new String[words.length + 2];
        System.arraycopy(words, 0, args, 0, words.length);
        args[words.length] = "--data";
        args[words.length + 1] = data.toString();
        Anode.execute(terminal, new Signals(), args);
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
