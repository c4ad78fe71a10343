package org.anode.node.cli;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.anode.kernel.KernelLauncher;
import org.anode.node.LanUse;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.anode.node.control.Token;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.NodeAddress;
import org.anode.node.page.PageServer;
import org.anode.node.page.PageSessions;
import org.anode.node.store.Backup;
import org.anode.node.store.RocksStore;
import org.anode.node.store.Store;
import org.anode.schema.NotebookId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The node of this process and what surrounds it: the data folder it holds, the local server once it serves. Opened in
 * that order, closed in reverse. Safe for use from many threads.
 */
final class LocalNode implements NodeLink {
    private static final System.Logger LOG = System.getLogger(LocalNode.class.getName());

    private final DataFolder folder;
    private final NodeConfig config;
    private final PageSessions sessions;
    private final Token control = Token.fresh();
    private volatile Node node;
    private volatile @Nullable PageServer server;
    private volatile Runnable onStop = () -> {};
    private boolean closed;

    private LocalNode(DataFolder folder, UnaryOperator<NodeConfig> options, KernelLauncher kernels) {
        this.folder = folder;
        this.config = options.apply(NodeConfig.on(folder, kernels)).onRenewal(this::renewSoon);
        this.sessions = new PageSessions(folder.root().resolve(PageSessions.FILE));
        synchronized (this) { // it may become another device at once
            this.node = Node.open(config);
        }
    }

    /**
     * @throws org.anode.node.folder.FolderInUse if another process has the folder
     * @throws org.anode.node.NodeFailure        if it can not be read
     */
    static LocalNode open(Path data) {
        return open(data, Kernels.launcher(), LanUse.NONE);
    }

    /** @param kernels stays the caller's to close, after the node */
    static LocalNode open(Path data, KernelLauncher kernels, LanUse lan) {
        return open(data, kernels, config -> config.with(lan));
    }

    /** @param options what the node is opened with besides */
    static LocalNode open(Path data, KernelLauncher kernels, UnaryOperator<NodeConfig> options) {
        var folder = DataFolder.open(data);
        try {
            return new LocalNode(folder, options, kernels);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Lets the commands of other processes in.
     *
     * @param port   to listen on, or {@link PageServer#PORT_ANY} for the one the folder keeps
     * @param onStop runs when one of them asks this node to stop
     */
    synchronized NodeAddress serve(int port, Runnable onStop) {
        this.onStop = onStop;
        var kept = new KeptPort(folder.root());
        var started = port == PageServer.PORT_ANY ? serveKept(kept.read()) : serve(port);
        kept.write(started.port());
        var address = NodeAddress.here(started.port(), control.reveal());
        folder.publish(address);
        return address;
    }

    /** The port that a copied folder keeps is that of the folder it was copied from. */
    private PageServer serveKept(int port) {
        try {
            return serve(port);
        } catch (NodeFailure taken) {
            if (!folder.isElsewhere()) throw taken;
            return serve(PageServer.PORT_ANY);
        }
    }

    private PageServer serve(int port) {
        var started = PageServer.start(this, node.home(), sessions, control, port);
        server = started;
        return started;
    }

    /** Whoever calls is part of the node that ends. */
    private void renewSoon() {
        Thread.ofPlatform().name("renewal").start(this::renew);
    }

    /**
     * Ends the node and opens it again, as the device that it has become: on the same folder, port and token, so that
     * whoever was connected connects again.
     */
    private synchronized void renew() {
        if (closed) return;
        try {
            var served = server;
            if (served != null) served.close();
            server = null;
            node.close();
            node = Node.open(config);
            if (served != null) serve(served.port());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the node could not be opened again as another device; start it again", e);
            onStop.run();
        }
    }

    @Override
    public Reply call(Command command, Consumer<Reply> onReply) {
        return switch (command) {
            case Command.Stop(var forget) -> stop(forget);
            case Command.Link(var notebook) -> ControlJson.done(Map.of("url", link(notebook.map(node::find))));
            case Command.OpenFile file -> linked(node.call(file, onReply));
            case Command.Status _ -> status(node.call(command, onReply));
            case Command.Doctor _ -> ControlJson.done(new Doctor(folder.root()).ofNode(node));
            case Command.Backup(var path) -> backup(Path.of(path));
            case Command other -> node.call(other, onReply);
        };
    }

    /** What people call this device from now on. */
    void name(String name) {
        node.home().nameDevice(name);
    }

    Node node() {
        return node;
    }

    /** @throws NodeFailure if nothing serves the page */
    String link(Optional<NotebookId> notebook) {
        var to = server;
        if (to == null) throw new NodeFailure("No node runs on this data folder: anode start begins one.");
        return to.freshLink(notebook);
    }

    /** With the link to the notebook, where pages are served. */
    private Reply linked(Reply reply) {
        if (reply instanceof Reply.Done(ObjectNode opened) && server != null)
            opened.put(
                    "url", link(Optional.of(NotebookId.parse(opened.path("id").asString()))));
        return reply;
    }

    private Reply stop(boolean forget) {
        if (forget) sessions.forget();
        onStop.run();
        return ControlJson.done(ProcessHandle.current().pid());
    }

    /** What the node says of itself, and where it can be reached. */
    private Reply status(Reply reply) {
        if (reply instanceof Reply.Done(ObjectNode about)) {
            about.put("data", folder.root().toString());
            about.put("pid", ProcessHandle.current().pid());
            var to = server;
            if (to != null) about.put("address", "http://127.0.0.1:" + to.port() + "/");
        }
        return reply;
    }

    private Reply backup(Path to) {
        return switch (node.store()) {
            case RocksStore store -> {
                Backup.write(store, folder, to);
                yield ControlJson.done(Map.of("file", to.toString()));
            }
            case Store _ -> throw new NodeFailure("This node keeps nothing on the disk: there is nothing to back up.");
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        try (folder;
                var _ = node) {
            var to = server;
            if (to != null) to.close();
        }
    }
}
