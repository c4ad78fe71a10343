package org.anode.node.cli;

import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands about one's own devices, and about how far others are trusted. */
final class TrustCommands {
    private static final String DEVICE = "A device: the beginning of its id, or its name.";

    private TrustCommands() {}

    @CommandLine.Command(
            name = "devices",
            description = "Lists your devices, one a line: id and name; this one first, then those paired with it.")
    static final class Devices extends Asking {
        @Option(names = "--json", description = "Print one JSON array.")
        boolean json;

        @Override
        Command command() {
            return new Command.Devices();
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var device : result) terminal().result(SharingText.device(device));
        }
    }

    @CommandLine.Command(
            name = "trust",
            description = {
                "Says how far a device is trusted on this computer; nobody else is told.",
                "unknown, known: what it puts out is shown without its scripts; output: with them; run: it may also run"
                        + " code here where it has the right to ask."
            })
    static final class Trust extends Asking {
        @Parameters(index = "0", paramLabel = "DEVICE", description = DEVICE)
        String device;

        @Parameters(index = "1", paramLabel = "LEVEL", description = "unknown, known, output or run.")
        String level;

        @Override
        Command command() {
            return new Command.TrustDevice(device, level);
        }
    }

    @CommandLine.Command(
            name = "pair",
            description = {
                "Pairs another computer of yours with this one: both are the same person's and trust each other.",
                "Without a link prints one, which works once and for ten minutes: take it up there with anode pair LINK."
                        + " Both show four words; say on both whether they are the same."
            })
    static final class Pair extends AskingRunning {
        @Parameters(
                arity = "0..1",
                paramLabel = "LINK",
                description = "What anode pair printed on the other computer, in quotation marks: it has a # in it.")
        @Nullable
        String link;

        @Option(names = "--yes", description = "Do not ask whether the words are the same.")
        boolean yes;

        @Override
        Command command() {
            return new Command.Pair(Optional.ofNullable(link));
        }

        @Override
        int ask(NodeLink node, Command command) {
            return switch (node.call(command, _ -> {})) {
                case Reply.Done(var begun) -> {
                    if (begun.has("link")) terminal().result(begun.path("link").asString());
                    terminal().say("Waiting for the other computer …");
                    yield compare(node);
                }
                case Reply last -> ended(last);
            };
        }

        private int compare(NodeLink node) {
            return switch (node.call(new Command.PairingWords(), _ -> {})) {
                case Reply.Done(var there) -> {
                    terminal().say(words(there));
                    yield ended(
                            node.call(new Command.ConfirmPairing(yes || anode.agrees("Are they the same?")), _ -> {}));
                }
                case Reply last -> ended(last);
            };
        }

        private static String words(JsonNode there) {
            var words = new StringBuilder();
            for (var word : there.path("words")) words.append(' ').append(word.asString());
            return "These words should be on the screen of “"
                    + there.path("name").asString("") + "” too:" + words;
        }

        @Override
        void print(JsonNode paired) {
            terminal().say("Paired with “" + paired.path("name").asString("") + "”.");
            terminal().result(paired.path("id").asString());
        }
    }

    @CommandLine.Command(
            name = "unpair",
            description = "Takes back that another computer is yours: it is one you know, no more.")
    static final class Unpair extends Asking {
        @Parameters(paramLabel = "DEVICE", description = DEVICE)
        String device;

        @Override
        Command command() {
            return new Command.Unpair(device);
        }
    }
}
