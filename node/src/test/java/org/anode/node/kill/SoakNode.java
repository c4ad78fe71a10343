package org.anode.node.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.ControlClient;
import org.anode.node.control.Reply;
import org.anode.node.page.Tab;
import tools.jackson.databind.JsonNode;

/** One person's computer: a data folder, and the node that runs on it, again after each kill. */
final class SoakNode implements AutoCloseable {
    private final Path folder;
    private final List<String> options;
    private final String session;

    /** Held by who kills, suspends or stops it, so that only one does. */
    private final ReentrantLock trouble = new ReentrantLock();

    private volatile NodeProcess process;

    private SoakNode(Path folder, List<String> options) throws Exception {
        this.folder = folder;
        this.options = options;
        process = NodeProcess.start(folder, options);
        session = Tab.session(process.link());
    }

    static SoakNode start(Path folder, List<String> options) throws Exception {
        return new SoakNode(folder, options);
    }

    Path folder() {
        return folder;
    }

    String session() {
        return session;
    }

    /** Of its pages; the data folder keeps it. */
    int port() {
        return URI.create(process.link()).getPort();
    }

    ControlClient client() {
        return process.client();
    }

    JsonNode ask(Command command) {
        return switch (client().call(command, _ -> {})) {
            case Reply.Done(var result) -> result;
            case Reply other -> throw new AssertionError(folder.getFileName() + ", " + command + ": " + other);
        };
    }

    boolean isInTrouble() {
        return trouble.isLocked();
    }

    /** SIGKILL, and started again at once. */
    void killAndRestart() throws IOException, InterruptedException {
        trouble.lock();
        try {
            process.kill();
            process = NodeProcess.start(folder, options);
        } finally {
            trouble.unlock();
        }
    }

    void suspend(long ms) throws IOException, InterruptedException {
        trouble.lock();
        try {
            process.suspend();
            try {
                Thread.sleep(ms);
            } finally {
                process.resume();
            }
        } finally {
            trouble.unlock();
        }
    }

    int stop() throws InterruptedException {
        try {
            var _ = client().call(new Command.Stop(false), _ -> {});
        } catch (NodeFailure e) {
            // it ended before its answer was here
        }
        return process.awaitEnd();
    }

    String lastLines() {
        return process.lastLines();
    }

    @Override
    public void close() {
        process.close();
    }
}
