package org.anode.node.cli;

/** Where the launcher {@code anode} arrives. */
public final class Main {
    private static final String[] START = {"start"};

    private Main() {}

    public static void main(String[] args) {
        var signals = new Signals();
        signals.install();
        var code = run(Terminal.system(), signals, args.length == 0 ? START : args);
        signals.ended(code);
        System.exit(code);
    }

    private static int run(Terminal terminal, Signals signals, String[] args) {
        var code = Anode.execute(terminal, signals, args);
        if (terminal.flush()) return code;
        terminal.say("anode: The result could not be written to stdout: is the disk full?");
        return ExitCodes.FAILED;
    }
}
