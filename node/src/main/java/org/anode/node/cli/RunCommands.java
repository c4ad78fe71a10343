package org.anode.node.cli;

import java.util.List;
import java.util.Optional;
import org.anode.node.control.Command;
import org.anode.node.control.ControlClient;
import org.anode.node.control.NodeLink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that run cells in a notebook's session. */
final class RunCommands {
    private RunCommands() {}

    @CommandLine.Command(
            name = "exec",
            description = "Runs the cells named, or all code cells; with --wait prints their outputs as they come.")
    static final class Exec extends AskingNotebook {
        static final String WAITS =
                "No node runs on this data folder: waiting for the cells, as the kernel ends with this command.";

        @Parameters(index = "1..*", paramLabel = "CELL", description = CellCommands.CELL)
        List<String> cells = List.of();

        @Option(names = "--all", description = "Run every code cell, from top to bottom.")
        boolean all;

        @Option(names = "--wait", description = "Return when they ended; exit 1 if one failed.")
        boolean wait;

        @Option(
                names = "--timeout",
                paramLabel = "S",
                description = "Wait for so many seconds at most; implies --wait.")
        @Nullable
        Long timeoutSeconds;

        @Option(
                names = "--on",
                paramLabel = "DEVICE",
                description = "Run them on this device, if it lets you; variables do not move. anode hosts lists them.")
        @Nullable
        String device;

        private OwnRuns own = new OwnRuns(_ -> {});

        @Override
        Command command() {
            if (all != cells.isEmpty()) throw usage("Name the cells to run, or say --all.");
            if (timeoutSeconds != null && timeoutSeconds <= 0)
                throw usage("--timeout takes a number of seconds above 0.");
            return asked(wait || timeoutSeconds != null);
        }

        private Command asked(boolean await) {
            return new Command.Exec(
                    notebook, cells, all, await, Optional.ofNullable(timeoutSeconds), Optional.ofNullable(device));
        }

        /** A node opened for this command ends with it, so the cells' end is waited for in any case. */
        @Override
        int ask(NodeLink link, Command command) {
            if (link instanceof ControlClient) return interruptible(link, command);
            if (!wait && timeoutSeconds == null) terminal().say(WAITS);
            return interruptible(link, asked(true));
        }

        private int interruptible(NodeLink link, Command command) {
            own = new OwnRuns(execs -> link.call(new Command.InterruptRuns(notebook, execs), _ -> {}));
            try (var _ = anode.signals().during(own::interrupt)) {
                return super.ask(link, command);
            }
        }

        @Override
        void asked(List<String> execs) {
            own.asked(execs);
        }
    }

    @CommandLine.Command(name = "interrupt", description = "Interrupts what a notebook runs.")
    static final class Interrupt extends AskingNotebook {
        @Parameters(index = "1", arity = "0..1", paramLabel = "EXEC", description = "One run; without it, all.")
        @Nullable
        String exec;

        @Override
        Command command() {
            return new Command.Interrupt(notebook, Optional.ofNullable(exec));
        }
    }

    @CommandLine.Command(name = "restart", description = "Ends a notebook's kernel and begins a new session.")
    static final class Restart extends AskingNotebook {
        @Option(names = "--run-all", description = "Run every code cell in the new session.")
        boolean runAll;

        @Override
        Command command() {
            return new Command.Restart(notebook, runAll);
        }

        /** A node opened for this command ends with it, so what is to run is waited for. */
        @Override
        int ask(NodeLink link, Command command) {
            if (!runAll || link instanceof ControlClient) return super.ask(link, command);
            terminal().say(Exec.WAITS);
            var restarted = super.ask(link, new Command.Restart(notebook, false));
            if (restarted != ExitCodes.DONE) return restarted;
            return super.ask(link, new Command.Exec(notebook, List.of(), true, true, Optional.empty()));
        }
    }
}
