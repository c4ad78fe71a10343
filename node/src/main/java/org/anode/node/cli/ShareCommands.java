package org.anode.node.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteTerms;
import org.anode.node.transport.LanConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands about sharing notebooks with other computers. */
final class ShareCommands {
    private static final String JSON = "Print one JSON array.";

    private ShareCommands() {}

    @CommandLine.Command(
            name = "share",
            description = {
                "Prints a link to a notebook: who joins with it takes part once somebody here has let them in.",
                "It works while this computer's node runs."
            })
    static final class Share extends AskingRunning {
        @Parameters(paramLabel = "NOTEBOOK", description = AskingNotebook.NOTEBOOK)
        String notebook;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "What they may do: ${COMPLETION-CANDIDATES}; without it, edit.",
                completionCandidates = RoleOption.Words.class,
                converter = RoleOption.Converter.class)
        Role role = Role.EDIT;

        @Mixin
        FlagOptions flags;

        @Option(
                names = "--expires",
                paramLabel = "D",
                description = "For how long the link works, as 30m, 12h or 7d; without it, 7d.",
                converter = DurationOption.class)
        Duration expires = InviteTerms.LIFETIME;

        @Option(
                names = "--uses",
                paramLabel = "N",
                description = "How many devices it lets in, 1 to " + InviteTerms.USES_MAX + "; without it, any number.")
        @Nullable
        Long uses;

        @Option(names = "--auto-approve", description = "Let in who has the link without asking anybody.")
        boolean autoApprove;

        @Option(names = "--json", description = "Print one JSON object: the link, and where and until when it works.")
        boolean json;

        @Override
        Command command() {
            if (uses != null && (uses < 1 || uses > InviteTerms.USES_MAX))
                throw usage("--uses takes a number from 1 to " + InviteTerms.USES_MAX + ".");
            if (expires.compareTo(InviteTerms.LIFETIME_MAX) > 0)
                throw usage("A link works for " + InviteTerms.LIFETIME_MAX.toDays() + "d at most.");
            return new Command.Share(
                    notebook,
                    role,
                    flags.of(role),
                    expires.toSeconds(),
                    uses == null ? InviteTerms.UNLIMITED : uses,
                    autoApprove);
        }

        @Override
        void print(JsonNode result) {
            terminal()
                    .result(
                            json
                                    ? ControlJson.pretty(result)
                                    : result.path("link").asString());
        }
    }

    @CommandLine.Command(
            name = "join",
            description = "Joins a notebook with a link somebody gave you, and prints its id once it is here.")
    static final class Join extends AskingRunning {
        /** Somebody who made the link a moment ago is found in a few seconds. */
        private static final long USUAL_SECONDS = 60;

        @Parameters(paramLabel = "LINK", description = "The link, in quotation marks: it has a # in it.")
        String link;

        @Option(names = "--wait", description = "Wait as long as it takes; else for " + USUAL_SECONDS + " seconds.")
        boolean wait;

        @Option(names = "--timeout", paramLabel = "S", description = "Wait for so many seconds at most.")
        @Nullable
        Long timeoutSeconds;

        @Override
        Command command() {
            if (timeoutSeconds != null && timeoutSeconds <= 0)
                throw usage("--timeout takes a number of seconds above 0.");
            return new Command.Join(link, seconds());
        }

        private Optional<Long> seconds() {
            if (timeoutSeconds != null) return Optional.of(timeoutSeconds);
            return wait ? Optional.empty() : Optional.of(USUAL_SECONDS);
        }

        @Override
        void print(JsonNode result) {
            terminal().result(result.path("id").asString());
        }
    }

    @CommandLine.Command(
            name = "people",
            description = "Lists the devices that may take part in a notebook, one a line, this one first.")
    static final class People extends AskingNotebook {
        @Option(names = "--json", description = JSON)
        boolean json;

        @Override
        Command command() {
            return new Command.People(notebook);
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var person : result) terminal().result(SharingText.person(person));
        }
    }

    @CommandLine.Command(
            name = "peers",
            description =
                    "Lists the nodes that can be reached now, one a line for each notebook that is shared with it.")
    static final class Peers extends AskingRunning {
        @Option(names = "--json", description = JSON)
        boolean json;

        @Override
        Command command() {
            return new Command.Peers();
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var peer : result) terminal().result(SharingText.peer(peer));
        }
    }

    @CommandLine.Command(
            name = "connect",
            description = "Looks for another computer's node at an address, where it is not found by itself.")
    static final class Connect extends AskingRunning {
        private static final Pattern ADDRESS =
                Pattern.compile("(?<host>\\[[0-9a-fA-F:.%\\w]+]|[^:\\[\\]\\s]+)(:(?<port>\\d{1,5}))?");
        private static final int PORT_MAX = 65_535;

        @Parameters(
                paramLabel = "HOST:PORT",
                description =
                        "Where it listens; without a port " + LanConfig.PORT + ". IPv6 in brackets: [ADDRESS]:PORT.")
        String address;

        @Override
        Command command() {
            var parts = ADDRESS.matcher(address);
            if (!parts.matches()) throw usage("An address is HOST:PORT or [IPv6 ADDRESS]:PORT, not " + address + ".");
            var port = Optional.ofNullable(parts.group("port"))
                    .map(Integer::parseInt)
                    .orElse(LanConfig.PORT);
            if (port < 1 || port > PORT_MAX) throw usage("A port is a number from 1 to " + PORT_MAX + ".");
            return new Command.Connect(parts.group("host").replaceAll("[\\[\\]]", ""), port);
        }
    }
}
