package org.anode.node.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.anode.node.control.ControlClient;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Token;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.FolderInUse;
import org.anode.node.folder.NodeAddress;

/** Finds the way to a node for a command: the one that runs on the data folder, or one opened in this process. */
final class Links {
    /** Another command, or a node that is about to start or end, has the folder for a moment. */
    private static final long FREE_SECONDS_MAX = 10;

    private static final long LOOK_AGAIN_MS = 20;

    private final Terminal terminal;

    Links(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @throws org.anode.node.NodeFailure if no node runs and none can be opened */
    NodeLink open(Path data) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FREE_SECONDS_MAX);
        for (boolean told = false; ; told = true) {
            var running = running(data);
            if (running.isPresent()) return running.get();
            try {
                return LocalNode.open(data);
            } catch (FolderInUse e) {
                if (System.nanoTime() > deadline) throw e;
                if (!told) terminal.say("Waiting for another command on this data folder …");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN_MS));
            }
        }
    }

    /** The node that runs on {@code data}, if one does. */
    static Optional<ControlClient> running(Path data) {
        return DataFolder.running(data).flatMap(Links::client);
    }

    private static Optional<ControlClient> client(NodeAddress address) {
        return Token.parse(address.token()).map(token -> new ControlClient(address.port(), token));
    }
}
