package org.anode.node.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands about whole notebooks. */
final class NotebookCommands {
    private NotebookCommands() {}

    @CommandLine.Command(name = "list", description = "Lists the notebooks, one a line: id and title.")
    static final class ListNotebooks extends Asking {
        @Option(names = "--json", description = "Print one JSON array.")
        boolean json;

        @Override
        Command command() {
            return new Command.ListNotebooks();
        }

        @Override
        void print(JsonNode result) {
            if (json) terminal().result(ControlJson.pretty(result));
            else for (var notebook : result) terminal().result(line(notebook));
        }

        private static String line(JsonNode notebook) {
            return notebook.path("id").asString("") + "  "
                    + notebook.path("title").asString("");
        }
    }

    @CommandLine.Command(name = "new", description = "Makes a notebook without cells and prints its id.")
    static final class NewNotebook extends Asking {
        @Parameters(arity = "0..1", paramLabel = "TITLE", description = "Its title.")
        @Nullable
        String title;

        @Override
        Command command() {
            return new Command.NewNotebook(Optional.ofNullable(title));
        }

        @Override
        void print(JsonNode result) {
            terminal().result(result.path("id").asString());
        }
    }

    @CommandLine.Command(name = "import", description = "Takes a Jupyter notebook in and prints its id here.")
    static final class ImportFile extends Asking {
        @Parameters(paramLabel = "FILE", description = "An .ipynb file.")
        Path file;

        @Override
        Command command() {
            return new Command.ImportFile(absolute(file));
        }

        @Override
        void print(JsonNode result) {
            terminal().result(result.path("id").asString());
        }
    }

    @CommandLine.Command(name = "export", description = "Writes a notebook as a Jupyter file.")
    static final class ExportFile extends AskingNotebook {
        @Parameters(index = "1", paramLabel = "FILE", description = "The .ipynb file to write.")
        Path file;

        @Override
        Command command() {
            return new Command.ExportFile(notebook, absolute(file));
        }
    }

    @CommandLine.Command(name = "rename", description = "Gives a notebook another title.")
    static final class Rename extends AskingNotebook {
        @Parameters(index = "1", paramLabel = "TITLE", description = "The new title.")
        String title;

        @Override
        Command command() {
            return new Command.Rename(notebook, title);
        }
    }

    @CommandLine.Command(
            name = "delete",
            description = "Puts a notebook into the bin, from where restore brings it back for 30 days.")
    static final class Delete extends AskingNotebook {
        @Option(names = "--yes", description = "Do not ask.")
        boolean yes;

        @Override
        Command command() {
            if (!yes) anode.confirm("Put " + notebook + " into the bin?");
            return new Command.Delete(notebook);
        }
    }

    @CommandLine.Command(name = "restore", description = "Brings a notebook, or the cells named, back from the bin.")
    static final class Restore extends AskingNotebook {
        @Parameters(index = "1..*", paramLabel = "CELL", description = "Ids of cells.")
        List<String> cells = List.of();

        @Override
        Command command() {
            return new Command.Restore(notebook, cells);
        }
    }

    @CommandLine.Command(name = "show", description = "Shows a notebook's cells and their outputs.")
    static final class Show extends AskingNotebook {
        @Option(names = "--json", description = "Print one JSON object.")
        boolean json;

        @Override
        Command command() {
            return new Command.Show(notebook);
        }

        @Override
        void print(JsonNode result) {
            terminal().result(json ? ControlJson.pretty(result) : NotebookText.of(result));
        }
    }

    /** The node may run in another folder than the command. */
    static String absolute(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
