package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.transport.Namespaces;

/** A {@link Sniffer} on the bridge of {@link Namespaces}: hears all that is said between its computers. */
final class BridgeTap implements AutoCloseable {
    private final Path file;
    private final Process process;
    private final BufferedReader said;

    private BridgeTap(Path file, Process process) {
        this.file = file;
        this.process = process;
        this.said = process.inputReader();
    }

    /** Once this returns it listens. */
    static BridgeTap on(Namespaces net, Path file) throws IOException {
        var tap = new BridgeTap(file, java(net.onBridge(), Sniffer.class, file.toString()));
        assertEquals("listening", tap.said.readLine());
        return tap;
    }

    /** A program of these tests, there. */
    static Process java(List<String> where, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(where);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** All that was said until now; none of it was missed. */
    Traffic end() throws IOException {
        try (var input = process.outputWriter()) {
            input.write("end\n");
        }
        var words = said.lines().toList();
        var traffic = Traffic.in(file);
        assertEquals(List.of("frames " + traffic.frameCount(), "dropped 0"), words);
        return traffic;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
