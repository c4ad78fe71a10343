package org.anode.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;
import org.anode.node.identity.IdentityFile;
import org.anode.node.net.Circle;
import org.anode.node.net.Network;
import org.anode.node.net.Successions;
import org.anode.node.store.Blobs;
import org.anode.node.store.GroupSync;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.RocksStore;
import org.anode.node.store.Store;
import org.anode.schema.NotebookId;

/**
 * A node: opens what it is made of, carries commands out, closes in reverse. Safe for use from many threads; a command
 * runs on its caller's thread and what it does to a notebook on that notebook's own.
 */
public final class Node implements NodeLink {
    private final Store store;
    private final GroupSync sync;
    private final Shelf shelf;
    private final NotebookFiles files;
    private final KeptFiles keptFiles;
    private final Commands commands;
    private final Sharing sharing;
    private final Successions successions;
    private final Writers writers;
    private final Home home;
    private final RunPolicies policies;

    private Node(Store store, Who who, Path folders, NodeConfig config) {
        var identity = who.identity();
        var deviceName = who.name();
        this.store = store;
        this.sync = new GroupSync(store);
        this.writers = new Writers(identity, who.formers());
        var devices = new KnownDevices(store, identity, who.formers());
        this.policies = new RunPolicies(store, devices::mayRun, config.policy(), config.hosting());
        this.shelf = new Shelf(store, sync, writers, config, folders, policies);
        var blobs = new Blobs(store);
        this.files = new NotebookFiles(shelf, blobs);
        this.keptFiles = new KeptFiles(shelf, files);
        this.successions = new Successions(shelf, identity, who.formers());
        var circle = new Circle(devices::isMine, devices::letIn, devices::voucher);
        var network =
                config.lan().when() == LanUse.When.NEVER && !config.relays().used()
                        ? Optional.<Network>empty()
                        : Optional.of(new Network(
                                shelf, identity, deviceName::get, who.origin(), circle, config.lan(), config.relays()));
        this.sharing =
                network.<Sharing>map(met -> met).orElseGet(() -> new NoChannel(shelf.notebooks(), writers, deviceName));
        var trust = new OwnTrust(devices, network.map(met -> met));
        this.commands = new Commands(shelf, files, keptFiles, blobs, who, sharing, trust, policies);
        this.home = new Home(shelf, commands, files, keptFiles, blobs, who, sharing, trust, policies);
        keptFiles.begin();
    }

    /** @throws NodeFailure if the store or the identity can not be read */
    public static Node open(NodeConfig config) {
        return config.data().map(folder -> onDisk(folder, config)).orElseGet(() -> inMemory(config));
    }

    private static Node onDisk(DataFolder folder, NodeConfig config) {
        var who = Who.keptIn(folder, config.onRenewal());
        var store = RocksStore.open(folder.store(), PlatformFolders.current().cache());
        return settled(new Node(store, who, folder.root().resolve("kernels"), config));
    }

    private static Node inMemory(NodeConfig config) {
        var folders = Path.of(
                System.getProperty("java.io.tmpdir"),
                "anode-" + ProcessHandle.current().pid());
        return new Node(new MemoryStore(), Who.of(IdentityFile.fresh()), folders, config);
    }

    /** No run of a former start stays without an end (EX-8), nor a right with keys that were changed. */
    private static Node settled(Node node) {
        try {
            node.shelf.tidy();
            node.successions.settle();
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /**
     * Carries every command out but {@link Command.Stop}, {@link Command.Link}, {@link Command.Doctor} and {@link
     * Command.Backup}, which belong to the process that holds the node. {@link Reply.Done} is given once everything is on the disk (SY-4).
     */
    @Override
    public Reply call(Command command, Consumer<Reply> onReply) {
        try {
            return new Reply.Done(commands.carryOut(command, onReply));
        } catch (WrongUsage e) {
            return new Reply.Failed(e.sentence(), true);
        } catch (NodeFailure e) {
            return new Reply.Failed(e.sentence(), false);
        }
    }

    /** The titles of the notebooks where an admin's node has to meet this one first, whose keys were changed. */
    public List<String> awaitingAdmin() {
        return shelf.titles().entrySet().stream()
                .filter(notebook -> writers.awaitsAdmin(shelf.log(notebook.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** For backups and doctors. */
    public Store store() {
        return store;
    }

    /** The notebook that people call {@code name}. */
    public NotebookId find(String name) {
        return commands.find(name);
    }

    /** For pages. */
    public Home home() {
        return home;
    }

    /** For pages. */
    public Sharing sharing() {
        return sharing;
    }

    Shelf shelf() {
        return shelf;
    }

    RunPolicies policies() {
        return policies;
    }

    Commands commands() {
        return commands;
    }

    NotebookFiles files() {
        return files;
    }

    /** Writes the files that wait, settles what runs, ends the kernels, has everything on the disk. */
    @Override
    public void close() {
        sharing.close();
        keptFiles.close();
        shelf.close();
        sync.close();
        store.close();
    }
}
