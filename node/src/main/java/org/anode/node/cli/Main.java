package org.anode.node.cli;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.PlatformFolders;

/** Where the launcher {@code anode} arrives. */
public final class Main {
    /** Those of the command without a word. */
    private static final Set<String> OWN_OPTIONS = Set.of("--help", "--version");

    private Main() {}

    public static void main(String[] args) {
        var signals = new Signals();
        signals.install();
        var code = run(signals, meant(args));
        signals.ended(code);
        System.exit(code);
    }

    /** Without words the page is opened; so is a notebook file, also behind the options that start takes. */
    static String[] meant(String... args) {
        if (args.length == 0) return new String[] {isThere() ? "open" : "start"};
        boolean ofStart = args[0].startsWith("--") && !OWN_OPTIONS.contains(args[0]);
        if (!ofStart && !args[0].endsWith(".ipynb")) return args;
        return Stream.concat(Stream.of("start"), Stream.of(args)).toArray(String[]::new);
    }

    private static boolean isThere() {
        return DataFolder.running(PlatformFolders.current().data()).isPresent();
    }

    private static int run(Signals signals, String[] args) {
        var stdout = new Stdout();
        var terminal = Terminal.system(stdout);
        var code = Anode.execute(terminal, signals, args);
        terminal.flush();
        return stdout.trouble().map(why -> unwritten(terminal, code, why)).orElse(code);
    }

    private static int unwritten(Terminal terminal, int code, IOException why) {
        if (Stdout.isReaderGone(why)) return code == ExitCodes.DONE ? ExitCodes.READER_GONE : code;
        terminal.say("anode: The result could not be written to stdout: " + why.getMessage() + ".");
        return ExitCodes.FAILED;
    }
}
