package org.anode.node.cli;

import java.util.stream.Stream;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;

/** Where the launcher {@code anode} arrives. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        var signals = new Signals();
        signals.install();
        var code = run(Terminal.system(), signals, meant(args));
        signals.ended(code);
        System.exit(code);
    }

    /** Without words the page is opened; a notebook file alone is opened too. */
    static String[] meant(String... args) {
        if (args.length == 0) return new String[] {isThere() ? "open" : "start"};
        if (!args[0].endsWith(".ipynb")) return args;
        return Stream.concat(Stream.of("start"), Stream.of(args)).toArray(String[]::new);
    }

    private static boolean isThere() {
        return DataFolder.running(PlatformFolders.current().data()).isPresent();
    }

    private static int run(Terminal terminal, Signals signals, String[] args) {
        var code = Anode.execute(terminal, signals, args);
        if (terminal.flush()) return code;
        terminal.say("anode: The result could not be written to stdout: is the disk full?");
        return ExitCodes.FAILED;
    }
}
