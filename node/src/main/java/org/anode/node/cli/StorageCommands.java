package org.anode.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.ControlJson;
import org.anode.node.control.Reply;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.FileTree;
import org.anode.node.folder.FileTrouble;
import org.anode.node.folder.Restore;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** Commands about the data folder as a whole. */
final class StorageCommands {
    private StorageCommands() {}

    @CommandLine.Command(
            name = "doctor",
            description = "Says what is fine, what is not, and what to do; exit 1 if something is not.")
    static final class Doctor implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Anode anode;

        @Option(names = "--json", description = "Print one JSON array.")
        boolean json;

        @Override
        public Integer call() {
            var findings = findings();
            if (json) anode.terminal().result(ControlJson.pretty(findings));
            else for (var finding : findings) anode.terminal().result(line(finding));
            return findings.valueStream().allMatch(Doctor::isFine) ? ExitCodes.DONE : ExitCodes.FAILED;
        }

        private JsonNode findings() {
            var running = Links.running(common.data());
            if (running.isEmpty())
                return ControlJson.done(new org.anode.node.cli.Doctor(common.data()).ofFolder())
                        .result();
            return switch (running.get().call(new Command.Doctor(), _ -> {})) {
                case Reply.Done(var result) -> result;
                case Reply.Failed(var sentence, var _) -> throw new NodeFailure(sentence);
                case Reply.Asked _, Reply.Progress _, Reply.Text _ ->
                    throw new IllegalStateException("not a last reply");
            };
        }

        private static boolean isFine(JsonNode finding) {
            return finding.path("fine").asBoolean(false);
        }

        private static String line(JsonNode finding) {
            return (isFine(finding) ? "fine   " : "WRONG  ")
                    + finding.path("about").asString("") + ": "
                    + finding.path("detail").asString("");
        }
    }

    @CommandLine.Command(
            name = "reset-storage",
            description = "Deletes every notebook of the data folder, for good; asks first.")
    static final class ResetStorage implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Anode anode;

        @Option(names = "--yes", description = "Do not ask.")
        boolean yes;

        @Override
        public Integer call() {
            if (!yes) anode.confirm("Delete every notebook in " + common.data() + " for good?");
            try (var folder = DataFolder.open(common.data())) {
                FileTree.delete(folder.store());
                return ExitCodes.DONE;
            } catch (IOException e) {
                throw FileTrouble.of(common.data(), e);
            }
        }
    }

    @CommandLine.Command(
            name = "backup",
            description = "Copies the whole data folder into one file, also while a node runs on it.")
    static final class Backup extends Asking {
        @Parameters(paramLabel = "FILE", description = "The file to write.")
        Path file;

        @Override
        Command command() {
            return new Command.Backup(NotebookCommands.absolute(file));
        }
    }

    @CommandLine.Command(
            name = "restore-backup",
            description = "Makes a data folder from a backup; it must be empty or missing.")
    static final class RestoreBackup implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Anode anode;

        @Parameters(paramLabel = "FILE", description = "What backup wrote.")
        Path file;

        @Override
        public Integer call() {
            Restore.restore(file.toAbsolutePath().normalize(), common.data());
            return ExitCodes.DONE;
        }
    }
}
