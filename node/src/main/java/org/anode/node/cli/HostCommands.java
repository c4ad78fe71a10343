package org.anode.node.cli;

import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.host.RunPolicy.Rule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands about where cells run, and who may run them here. */
final class HostCommands {
    private HostCommands() {}

    @CommandLine.Command(
            name = "hosts",
            description = {
                "Lists the devices that may run cells of a notebook, one a line, this one first.",
                "What each would run now: all (one kernel for everybody), you, asks (its owner says yes or no), or no."
            })
    static final class Hosts extends AskingNotebook {
        @Option(names = "--json", description = "Print one JSON array.")
        boolean json;

        @Option(
                names = "--prefer",
                paramLabel = "DEVICE",
                description = "Everybody's cells run on this device where it lets them, in one kernel; none: on any.")
        @Nullable
        String prefer;

        @Option(
                names = "--move",
                paramLabel = "on|off",
                converter = OnOffOption.class,
                description = "Whether cells that wait for a device run elsewhere when it is gone; off by default.")
        @Nullable
        Boolean move;

        @Override
        Command command() {
            return prefer == null && move == null
                    ? new Command.Hosts(notebook)
                    : new Command.SetHosts(notebook, Optional.ofNullable(prefer), Optional.ofNullable(move));
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var host : result) terminal().result(line(host));
        }

        private static String line(JsonNode host) {
            var here = host.path("here").asBoolean() ? "here" : "can not be reached";
            var kernels = host.path("sessions").size();
            return String.join(
                    "  ",
                    host.path("id").asString(),
                    "“" + host.path("name").asString() + "”" + (host.path("me").asBoolean() ? " (this computer)" : ""),
                    here,
                    "runs: " + host.path("runs").asString()
                            + (host.path("preferred").asBoolean() ? ", preferred" : ""),
                    kernels == 0 ? "no kernel" : kernels == 1 ? "a kernel" : kernels + " kernels");
        }
    }

    @CommandLine.Command(
            name = "pace",
            description = {
                "Says what a notebook's kernels are tuned for, from their next start on; without a word shows it.",
                "start, as usual: the first cell answers at once, and loops soon run fast; loops: loops of minutes end"
                        + " soonest, short cells are slower at first, and no kernel is kept ready."
            })
    static final class Pace extends AskingNotebook {
        @Parameters(index = "1", arity = "0..1", paramLabel = "[start|loops]", description = "What for.")
        @Nullable
        String word;

        @Override
        Command command() {
            return new Command.Pace(notebook, Optional.ofNullable(word));
        }

        @Override
        void print(JsonNode result) {
            terminal().result(result.path("pace").asString());
        }
    }

    @CommandLine.Command(
            name = "policy",
            description = {
                "Says who may run code on this computer: in a notebook, or wherever nothing else is said; without a rule shows"
                        + " it.",
                "mine: only your devices; listed: those named too; members: everybody with the right to run, in one kernel"
                        + " for all; ask: those named, and of others what you say yes to in the notebook's page. Devices"
                        + " that you trust with that always may."
            })
    static final class Policy extends Asking {
        @Parameters(
                arity = "0..*",
                paramLabel = "[NOTEBOOK] [mine|listed|members|ask] [DEVICE…]",
                description = "A rule; before it the notebook, after listed or ask the devices.")
        List<String> words = List.of();

        @Override
        Command command() {
            boolean usual = words.isEmpty() || Rule.of(words.getFirst()).isPresent();
            var notebook = usual ? Optional.<String>empty() : Optional.of(words.getFirst());
            var rest = usual ? words : words.subList(1, words.size());
            return rest.isEmpty()
                    ? new Command.Policy(notebook)
                    : new Command.SetPolicy(notebook, rest.getFirst(), rest.subList(1, rest.size()));
        }

        @Override
        void print(JsonNode result) {
            var line = new StringBuilder(result.path("rule").asString());
            for (var device : result.path("devices")) line.append(' ').append(device.asString());
            terminal().result(line.toString());
        }
    }
}
