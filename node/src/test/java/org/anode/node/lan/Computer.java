package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.anode.node.cli.Launched;
import org.anode.node.transport.Namespaces;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A computer of {@link Namespaces} with a data folder of its own, on which a node runs as people start it. Any thread. */
final class Computer implements AutoCloseable {
    private final String name;
    private final Path folder;
    private final Launched launched;
    private final AtomicInteger exports = new AtomicInteger();

    private Computer(String name, Path folder, Launched launched) {
        this.name = name;
        this.folder = folder;
        this.launched = launched;
    }

    /**
     * @param number  in the network
     * @param options of its start
     */
    static Computer in(Namespaces net, int number, String name, Path parent, String... options) throws Exception {
        var folder = Files.createDirectory(parent.resolve("computer-" + number));
        var computer = new Computer(name, folder, new Launched(folder, net.on(number)));
        try {
            computer.start(options);
            return computer;
        } catch (Exception | Error e) {
            computer.close();
            throw e;
        }
    }

    /** What people see of it. */
    String name() {
        return name;
    }

    /** Again, after a stop. */
    Launched.Running start(String... options) throws Exception {
        var words = new ArrayList<>(List.of("--name", name));
        words.addAll(List.of(options));
        return launched.node(words.toArray(String[]::new));
    }

    void stop() throws Exception {
        launched.anode("stop").succeeds();
    }

    String anode(String... words) throws IOException, InterruptedException {
        return launched.anode(words).succeeds().line();
    }

    /** What a command that fails says. */
    String refused(String... words) throws IOException, InterruptedException {
        var result = launched.anode(words);
        assertEquals(1, result.exit(), result.out() + result.err());
        assertEquals("", result.out());
        return result.err();
    }

    /** A command that goes on. */
    Launched.Running begin(String... words) throws IOException {
        return launched.begin(words);
    }

    /** In which forms a text stands on its disk. */
    Set<String> onDisk(Needle needle) throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(launched.data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) found.addAll(needle.in(read(file)));
        }
        return found;
    }

    /** A file that goes meanwhile has nothing. */
    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    String device() throws Exception {
        return json("devices", "--json").get(0).path("id").asString();
    }

    JsonNode json(String... words) throws Exception {
        return JsonMapper.shared().readTree(anode(words));
    }

    /** What doctor finds, by what it looked at. */
    Map<String, JsonNode> doctor() throws Exception {
        return JsonMapper.shared()
                .readTree(launched.anode("doctor", "--json").out())
                .valueStream()
                .collect(Collectors.toMap(finding -> finding.path("about").asString(), finding -> finding));
    }

    /** The notebook as a file. */
    String exported(String notebook) throws Exception {
        var file = folder.resolve("export-" + exports.incrementAndGet() + ".ipynb");
        anode("export", notebook, file.toString());
        var text = Files.readString(file);
        Files.delete(file);
        return text;
    }

    /** @return the new cell */
    String add(String notebook, String source) throws Exception {
        return anode("add", notebook, "--source", source);
    }

    @Override
    public void close() {
        launched.close();
    }
}
