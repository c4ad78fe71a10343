package org.anode.node.lan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.node.cli.Launched;
import org.anode.node.transport.Namespaces;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A computer of {@link Namespaces} with a data folder of its own, on which a node runs as people start it. */
final class Computer implements AutoCloseable {
    private final String name;
    private final Path folder;
    private final Launched launched;

    private Computer(String name, Path folder, Launched launched) {
        this.name = name;
        this.folder = folder;
        this.launched = launched;
    }

    /** @param number in the network */
    static Computer in(Namespaces net, int number, String name, Path parent) throws Exception {
        var folder = Files.createDirectory(parent.resolve("computer-" + number));
        var computer = new Computer(name, folder, new Launched(folder, net.on(number)));
        try {
            computer.start();
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
    Launched.Running start() throws Exception {
        return launched.node("--name", name);
    }

    void stop() throws Exception {
        launched.anode("stop").succeeds();
    }

    String anode(String... words) throws IOException, InterruptedException {
        return launched.anode(words).succeeds().line();
    }

    JsonNode json(String... words) throws Exception {
        return JsonMapper.shared().readTree(anode(words));
    }

    /** The notebook as a file. */
    String exported(String notebook) throws Exception {
        var file = folder.resolve("export.ipynb");
        Files.deleteIfExists(file);
        anode("export", notebook, file.toString());
        return Files.readString(file);
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
