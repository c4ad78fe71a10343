package org.anode.node.cli;

import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.identity.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands about who takes part in a notebook, and as what. */
final class AdmissionCommands {
    private static final String JSON = "Print one JSON array.";
    private static final String REQUEST = "Who waits: the id that anode requests shows.";
    private static final String DEVICE = "A device: the beginning of its id, which anode people shows.";

    private AdmissionCommands() {}

    @CommandLine.Command(
            name = "requests",
            description = {
                "Lists who waits to be let in, one a line, the longest first: id, words, name, role, notebook.",
                "Let somebody in if the four words are the same on their screen."
            })
    static final class Requests extends AskingRunning {
        @Option(names = "--json", description = JSON)
        boolean json;

        @Override
        Command command() {
            return new Command.Requests();
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var request : result) terminal().result(SharingText.request(request));
        }
    }

    @CommandLine.Command(name = "approve", description = "Lets somebody in who waits.")
    static final class Approve extends AskingRunning {
        @Parameters(paramLabel = "ID", description = REQUEST)
        String request;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "What they may do: ${COMPLETION-CANDIDATES}; without it, what the link says.",
                completionCandidates = RoleOption.Words.class,
                converter = RoleOption.Converter.class)
        @Nullable
        Role role;

        @Override
        Command command() {
            return new Command.Approve(request, Optional.ofNullable(role));
        }
    }

    @CommandLine.Command(name = "refuse", description = "Does not let somebody in who waits, with this link.")
    static final class Refuse extends AskingRunning {
        @Parameters(paramLabel = "ID", description = REQUEST)
        String request;

        @Override
        Command command() {
            return new Command.Refuse(request);
        }
    }

    @CommandLine.Command(
            name = "invites",
            description = "Lists the links of this computer to a notebook that still work, one a line.")
    static final class Invites extends AskingNotebook {
        @Option(names = "--json", description = JSON)
        boolean json;

        @Override
        Command command() {
            return new Command.Invites(notebook);
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var invite : result) terminal().result(SharingText.invite(invite, nowSeconds()));
        }

        private static long nowSeconds() {
            return System.currentTimeMillis() / 1_000;
        }
    }

    @CommandLine.Command(
            name = "revoke",
            description = {
                "Takes a device out of a notebook, or takes a link back.",
                "What a device has of the notebook stays there; it gets nothing new."
            })
    static final class Revoke extends AskingRunning {
        @Parameters(index = "0", paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        String notebook;

        @Parameters(
                index = "1",
                paramLabel = "DEVICE|INVITE",
                description = "The beginning of an id that anode people or anode invites shows.")
        String what;

        @Override
        Command command() {
            return new Command.Revoke(notebook, what);
        }
    }

    @CommandLine.Command(name = "role", description = "Changes what a device may do in a notebook.")
    static final class SetRole extends AskingRunning {
        @Parameters(index = "0", paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        String notebook;

        @Parameters(index = "1", paramLabel = "DEVICE", description = DEVICE)
        String device;

        @Parameters(
                index = "2",
                paramLabel = "ROLE",
                description = "What it may do: ${COMPLETION-CANDIDATES}.",
                completionCandidates = RoleOption.Words.class,
                converter = RoleOption.Converter.class)
        Role role;

        @Mixin
        FlagOptions flags;

        @Override
        Command command() {
            return new Command.SetRole(notebook, device, role, flags.of(role));
        }
    }

    @CommandLine.Command(
            name = "accept",
            description =
                    "Lets what a removed device wrote after its removal, and came here before it was known, count.")
    static final class Accept extends AskingRunning {
        @Parameters(index = "0", paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        String notebook;

        @Parameters(index = "1", paramLabel = "DEVICE", description = "The beginning of its id.")
        String device;

        @Override
        Command command() {
            return new Command.Accept(notebook, device);
        }
    }

    @CommandLine.Command(
            name = "leave",
            description = "Ends this computer's part in a notebook, which goes into the bin here.")
    static final class Leave extends AskingRunning {
        @Parameters(paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        String notebook;

        @Override
        Command command() {
            return new Command.Leave(notebook);
        }
    }
}
