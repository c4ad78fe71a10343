package org.anode.node.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.anode.node.NodeFailure;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.identity.Identity;
import org.anode.node.identity.IdentityBackup;
import org.anode.node.identity.IdentityFile;
import org.anode.node.identity.Renewal;
import org.anode.node.identity.Restoration;
import org.anode.schema.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands about who this computer is. The passphrase and the keys stay in this process. */
final class IdentityCommands {
    private IdentityCommands() {}

    /** @param otherwise what became of the command where there is none */
    private static Identity identity(Path data, String otherwise) {
        return IdentityFile.peek(data)
                .orElseThrow(() -> new NodeFailure(
                        "There is no identity in " + data + " yet: the first start of Anode makes one. " + otherwise));
    }

    @Command(
            name = "identity",
            description =
                    "Keeps who this computer is, its keys, in a file under a passphrase, takes it back, or changes the keys.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            synopsisSubcommandLabel = "backup|restore|rotate",
            subcommands = {Backup.class, Restore.class, Rotate.class})
    static final class Of implements Callable<Integer> {
        @ParentCommand
        Anode anode;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            throw new CommandLine.ParameterException(spec.commandLine(), "Say backup, restore or rotate.");
        }
    }

    @Command(
            name = "backup",
            description = {
                "Writes the keys, the person and the name of this computer into a file, under a passphrase.",
                "Without the passphrase the file is of no use; who has both can be this computer.",
                "Notebooks are not in it: anode backup copies those."
            })
    static final class Backup implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Of parent;

        @Parameters(paramLabel = "FILE", description = "The file to write.")
        Path file;

        @Override
        public Integer call() {
            var to = NotebookCommands.absolute(file);
            if (Files.exists(Path.of(to))) throw new NodeFailure(to + " exists already; choose another name.");
            var identity = identity(common.data(), "Nothing was written.");
            var passphrase = new Passphrase(parent.anode.terminal()).fresh();
            PrivateFiles.writeNew(
                    Path.of(to),
                    IdentityBackup.seal(
                            identity, passphrase, Bytes.random(new SecureRandom(), IdentityBackup.RANDOM_BYTES)));
            parent.anode
                    .terminal()
                    .say("Kept who this computer is, “" + identity.deviceName()
                            + "”. Keep the file and the passphrase apart: whoever has both can be this computer.");
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "restore",
            description = {
                "Makes this computer the one whose keys are in the file; only while no node runs here.",
                "What this computer was until then stays with it for the notebooks that nobody else has."
            })
    static final class Restore implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Of parent;

        @Parameters(paramLabel = "FILE", description = "What identity backup wrote.")
        Path file;

        @Override
        public Integer call() {
            var from = Path.of(NotebookCommands.absolute(file));
            var identity = open(from, read(from));
            try (var folder = DataFolder.open(common.data())) {
                var was = Restoration.restore(folder, identity);
                parent.anode.terminal().say(next(identity.deviceName(), was.isPresent()));
            }
            return ExitCodes.DONE;
        }

        private static Bytes read(Path file) {
            if (!Files.isRegularFile(file)) throw new NodeFailure("There is no file " + file + "; check the name.");
            if (file.toFile().length() > IdentityBackup.FILE_BYTES_MAX)
                throw failure(file, IdentityBackup.Trouble.NO_BACKUP);
            return PrivateFiles.read(file, IdentityBackup.FILE_BYTES_MAX).orElse(Bytes.EMPTY);
        }

        private Identity open(Path file, Bytes encoded) {
            var passphrase = new Passphrase(parent.anode.terminal()).known();
            return switch (IdentityBackup.open(encoded, passphrase)) {
                case IdentityBackup.Opened.Found(var identity) -> identity;
                case IdentityBackup.Opened.Failed(var trouble) -> throw failure(file, trouble);
            };
        }

        private static NodeFailure failure(Path file, IdentityBackup.Trouble trouble) {
            var why =
                    switch (trouble) {
                        case NO_BACKUP ->
                            file + " is no identity of Anode: choose the file that anode identity backup wrote.";
                        case DAMAGED -> "The identity in " + file + " is damaged: use another copy of it.";
                        case NEWER -> "The identity in " + file + " was kept by a newer Anode: update this one.";
                        case WRONG_PASSPHRASE -> "This is not the passphrase of " + file + ": try again.";
                    };
            return new NodeFailure(why + " Nothing was changed.");
        }

        private static String next(String name, boolean wasAnother) {
            var now = "This computer is “" + name
                    + "” from its next start on. The computer that it was kept from must not"
                    + " run with the same keys: of the two the one started later would become another device.";
            var shared = " Notebooks that others share with what this computer was have to be joined again.";
            return wasAnother ? now + shared : now;
        }
    }

    @Command(
            name = "rotate",
            description = {
                "Gives this computer new keys, for when somebody else may know them; only while no node runs here.",
                "In shared notebooks the new keys take the place of the former ones, which count no more: at once where this"
                        + " computer is an admin, else when it meets an admin's computer.",
                "Others see it as another computer of yours: they trust it anew, and paired ones are to be paired again."
            })
    static final class Rotate implements Callable<Integer> {
        @Mixin
        Common common;

        @ParentCommand
        Of parent;

        @Override
        public Integer call() {
            note();
            try (var node = LocalNode.open(common.data())) { // which takes up the new keys
                parent.anode.terminal().say(done(node.node().awaitingAdmin()));
            }
            return ExitCodes.DONE;
        }

        private void note() {
            try (var folder = DataFolder.open(common.data())) {
                var identity = identity(common.data(), "Nothing was changed.");
                new Renewal(folder)
                        .note(new Renewal.Note(identity.device(), identity.deviceName(), Renewal.Reason.REPLACED));
            }
        }

        private static String done(List<String> waiting) {
            var now =
                    "This computer has new keys. Make a new backup of the identity: former ones hold the former keys.";
            if (waiting.isEmpty()) return now;
            var titles = waiting.stream().map(title -> "“" + title + "”").collect(Collectors.joining(", "));
            return now + " An admin's computer has to meet it before it can write in " + titles + ".";
        }
    }
}
