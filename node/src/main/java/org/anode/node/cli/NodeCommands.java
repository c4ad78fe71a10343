package org.anode.node.cli;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.anode.node.NodeConfig;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.ControlClient;
import org.anode.node.control.ControlJson;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.NodeAddress;
import org.anode.node.host.KernelSupply;
import org.anode.node.host.RunPolicy;
import org.anode.node.page.PageServer;
import org.anode.node.page.PageSessions;
import org.anode.schema.NotebookId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** Commands about the node itself. */
final class NodeCommands {
    private static final System.Logger LOG = System.getLogger(NodeCommands.class.getName());

    private NodeCommands() {}

    @CommandLine.Command(
            name = "start",
            description = "Starts the node, prints its link and opens it in a browser; Ctrl-C stops it.")
    static final class Start implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Anode anode;

        @Option(
                names = "--port",
                paramLabel = "N",
                description = "Listen on this port of 127.0.0.1; without it the data folder keeps its port.")
        int port = PageServer.PORT_ANY;

        @Option(names = "--no-open", description = "Do not open the link in a browser.")
        boolean noOpen;

        @Option(
                names = "--no-spare",
                description = "Keep no kernel ready: saves memory, and the first run in each notebook waits for one.")
        boolean noSpare;

        @Option(names = "--no-kernel", description = "Run nothing on this computer: cells run on others, or wait.")
        boolean noKernel;

        @Option(
                names = "--run-policy",
                paramLabel = "RULE",
                description =
                        "Who may run code here while this node runs, whatever anode policy says: mine, members or ask.")
        @Nullable
        String runPolicy;

        @Option(
                names = "--kernel-idle",
                paramLabel = "TIME",
                converter = IdleOption.class,
                description =
                        "A kernel that nobody uses for so long is stopped, and its variables are gone: 30m, 12h, never;"
                                + " without it 30m.")
        Duration kernelIdle = KernelSupply.IDLE;

        @Option(names = "--name", paramLabel = "NAME", description = "What people see of this computer from now on.")
        @Nullable
        String name;

        @Mixin
        LanOptions lan;

        @Mixin
        RelayOptions relays;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE.ipynb",
                description = "A notebook file to open, which is kept as the notebook is.")
        @Nullable
        Path file;

        @Override
        public Integer call() {
            if (port < 0 || port > 65535) throw Asking.usage("--port takes a number from 1 to 65535.");
            var data = common.data();
            var options = options();
            var running = Links.running(data);
            if (running.isPresent() && file != null) return open(running.get(), file);
            DataFolder.running(data).ifPresent(Start::refuse);
            var stop = new CountDownLatch(1);
            try (var images = Kernels.images();
                    var kernels = Kernels.spare(images, data);
                    var node = LocalNode.open(data, kernels, options);
                    var _ = anode.signals().during(stop::countDown)) {
                Logs.keepFile(data).ifPresent(anode.terminal()::say);
                if (name != null) node.name(name);
                var opened = Optional.ofNullable(file).map(f -> notebook(node, f));
                node.serve(port, stop::countDown);
                var link = node.link(opened);
                anode.terminal().result("Anode ready: " + link);
                if (!noOpen) Browser.ofThisSystem().open(link);
                images.prepareInBackground();
                if (!noSpare && !noKernel) kernels.keep();
                await(stop);
            }
            return ExitCodes.DONE;
        }

        private UnaryOperator<NodeConfig> options() {
            var use = lan.use();
            var relayUse = relays.use();
            RelayOptions.warnings(relayUse).forEach(anode.terminal()::say);
            var policy = Optional.ofNullable(runPolicy).map(Start::policy);
            return config -> {
                var with = config.with(use).with(relayUse).with(policy).withIdle(kernelIdle);
                return noKernel ? with.withoutKernels() : with;
            };
        }

        private static RunPolicy policy(String word) {
            return RunPolicy.Rule.of(word)
                    .filter(rule -> rule != RunPolicy.Rule.LISTED)
                    .map(rule -> new RunPolicy(rule, Set.of()))
                    .orElseThrow(() -> Asking.usage("--run-policy takes mine, members or ask."));
        }

        /** The node that runs opens the file. */
        private int open(NodeLink running, Path notebook) {
            var url = ask(running, new Command.OpenFile(NotebookCommands.absolute(notebook)))
                    .path("url")
                    .asString();
            anode.terminal().result(url);
            if (!noOpen) Browser.ofThisSystem().open(url);
            return ExitCodes.DONE;
        }

        private NotebookId notebook(NodeLink node, Path notebook) {
            var opened = ask(node, new Command.OpenFile(NotebookCommands.absolute(notebook)));
            return NotebookId.parse(opened.path("id").asString());
        }

        private JsonNode ask(NodeLink node, Command command) {
            return switch (node.call(command, this::hear)) {
                case Reply.Done(var result) -> result;
                case Reply.Failed(var sentence, var _) -> throw new NodeFailure(sentence);
                case Reply.Asked _, Reply.Progress _, Reply.Text _ ->
                    throw new IllegalStateException("not a last reply");
            };
        }

        private void hear(Reply reply) {
            if (reply instanceof Reply.Progress(var line)) anode.terminal().say(line);
        }

        private static void refuse(NodeAddress address) {
            throw new NodeFailure("A node already runs on this data folder, at http://127.0.0.1:" + address.port()
                    + "/ (process " + address.pid() + "): use it, or end it with anode stop.");
        }

        private static void await(CountDownLatch stop) {
            try {
                stop.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @CommandLine.Command(
            name = "open",
            description = "Prints a fresh link to the page of the node that runs, and opens it in a browser.")
    static final class Open extends Asking {
        @Parameters(arity = "0..1", paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        @Nullable
        String notebook;

        @Option(names = "--no-open", description = "Only print the link.")
        boolean noOpen;

        @Override
        Command command() {
            if (DataFolder.running(common.data()).isEmpty())
                throw new NodeFailure("No node runs on " + common.data() + ": anode start begins one.");
            return new Command.Link(Optional.ofNullable(notebook));
        }

        @Override
        void print(JsonNode result) {
            var url = result.path("url").asString();
            terminal().result(url);
            if (!noOpen) Browser.ofThisSystem().open(url);
        }
    }

    @CommandLine.Command(name = "stop", description = "Stops the node that runs on the data folder.")
    static final class Stop implements Callable<Integer> {
        /** A kernel that does not end is killed well before. */
        private static final int END_SECONDS_MAX = 30;

        @Mixin
        Common common;

        @ParentCommand
        Anode anode;

        @Option(
                names = "--forget",
                description = "Also end the sessions of all pages: who wants in again needs a fresh link.")
        boolean forget;

        @Override
        public Integer call() {
            var address = DataFolder.running(common.data());
            if (address.isEmpty()) {
                if (forget) new PageSessions(common.data().resolve(PageSessions.FILE)).forget();
                anode.terminal().say("No node runs on this data folder.");
                return ExitCodes.DONE;
            }
            Links.running(common.data()).ifPresent(this::ask);
            awaitEnd(address.get());
            return ExitCodes.DONE;
        }

        /** A node that is gone before its answer arrives has stopped as well. */
        private void ask(ControlClient node) {
            try {
                node.call(new Command.Stop(forget), _ -> {});
            } catch (NodeFailure e) {
                LOG.log(Level.DEBUG, "the node ended before it answered", e);
            }
        }

        private static void awaitEnd(NodeAddress address) {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
            while (address.isAlive()) {
                if (System.nanoTime() > deadline)
                    throw new NodeFailure("The node took the request but still runs (process " + address.pid()
                            + "): wait, or kill it; what it acknowledged is saved.");
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }

    @CommandLine.Command(name = "status", description = "Says what the node does; exit 1 if none runs.")
    static final class Status extends Asking {
        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Override
        Command command() {
            if (DataFolder.running(common.data()).isEmpty())
                throw new NodeFailure("No node runs on " + common.data() + ": anode start begins one.");
            return new Command.Status();
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else
                result.propertyStream()
                        .forEach(line -> terminal().result(line.getKey() + ": " + plain(line.getValue())));
        }

        private static String plain(JsonNode value) {
            return value.isString() ? value.asString() : value.toString();
        }
    }
}
