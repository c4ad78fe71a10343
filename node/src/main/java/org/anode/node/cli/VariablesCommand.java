package org.anode.node.cli;

import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@CommandLine.Command(
        name = "vars",
        description = {
            "Lists what cells named in the kernel that runs on this computer: name, type, size, value; also while a cell"
                    + " runs.",
            "A size is how many members there are and what the value takes itself, without what it refers to."
        })
final class VariablesCommand extends AskingNotebook {
    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    Command command() {
        return new Command.Variables(notebook);
    }

    @Override
    void print(JsonNode result) {
        if (json) terminal().result(ControlJson.pretty(result));
        else if (result.path("variables").isEmpty()) terminal().say("No cell has named anything yet.");
        else terminal().result(VariablesText.of(result));
    }
}
