package org.anode.node.cli;

import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands that edit cells. */
final class CellCommands {
    static final String CELL = "A cell's id, as show prints it.";

    private CellCommands() {}

    @CommandLine.Command(
            name = "add",
            description = "Adds a cell and prints its id; at the end, unless told otherwise.")
    static final class Add extends AskingNotebook {
        @Option(names = "--type", paramLabel = "T", defaultValue = "code", description = "code, markdown or raw.")
        String type;

        @Option(names = "--after", paramLabel = "CELL", description = "The cell to put it behind.")
        @Nullable
        String after;

        @Mixin
        SourceOption source;

        @Override
        Command command() {
            return new Command.Add(notebook, type, Optional.ofNullable(after), source.read(terminal()));
        }

        @Override
        void print(JsonNode result) {
            terminal().result(result.path("id").asString());
        }
    }

    @CommandLine.Command(name = "edit", description = "Gives a cell another text.")
    static final class Edit extends AskingNotebook {
        @Parameters(index = "1", paramLabel = "CELL", description = CELL)
        String cell;

        @Mixin
        SourceOption source;

        @Override
        Command command() {
            return new Command.Edit(notebook, cell, source.read(terminal()));
        }
    }

    @CommandLine.Command(name = "move", description = "Moves a cell.")
    static final class Move extends AskingNotebook {
        @Parameters(index = "1", paramLabel = "CELL", description = CELL)
        String cell;

        @ArgGroup(multiplicity = "1")
        Place place;

        static final class Place {
            @Option(names = "--after", required = true, paramLabel = "CELL", description = "Behind this cell.")
            @Nullable
            String after;

            @Option(names = "--first", required = true, description = "To the top.")
            boolean first;
        }

        @Override
        Command command() {
            return new Command.Move(notebook, cell, Optional.ofNullable(place.after));
        }
    }

    @CommandLine.Command(name = "remove", description = "Puts cells into the notebook's bin.")
    static final class Remove extends AskingNotebook {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "CELL", description = CELL)
        List<String> cells;

        @Override
        Command command() {
            return new Command.Remove(notebook, cells);
        }
    }

    @CommandLine.Command(name = "clear", description = "Clears the outputs of the cells named, or of all.")
    static final class Clear extends AskingNotebook {
        @Parameters(index = "1..*", paramLabel = "CELL", description = CELL)
        List<String> cells = List.of();

        @Override
        Command command() {
            return new Command.Clear(notebook, cells);
        }
    }
}
