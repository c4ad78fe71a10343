package org.anode.node.cli;

import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.host.RunPolicy.Rule;
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
                "What each would run now: all (one kernel for everybody), you, or no."
            })
    static final class Hosts extends AskingNotebook {
        @Option(names = "--json", description = "Print one JSON array.")
        boolean json;

        @Override
        Command command() {
            return new Command.Hosts(notebook);
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
                    "runs: " + host.path("runs").asString(),
                    kernels == 0 ? "no kernel" : kernels == 1 ? "a kernel" : kernels + " kernels");
        }
    }

    @CommandLine.Command(
            name = "policy",
            description = {
                "Says who may run code on this computer: in a notebook, or wherever nothing else is said; without a rule shows"
                        + " it.",
                "mine: only your devices; listed: those named too; members: everybody with the right to run, in one kernel"
                        + " for all. Devices that you trust with that always may."
            })
    static final class Policy extends Asking {
        @Parameters(
                arity = "0..*",
                paramLabel = "[NOTEBOOK] [mine|listed|members] [DEVICE…]",
                description = "A rule; before it the notebook, after listed the devices.")
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
