package org.anode.node.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.anode.node.NodeFailure;
import org.anode.node.WrongUsage;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Every error is one sentence that says what to do; a stack trace comes only with {@code --log debug}. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    Errors(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.say("anode: " + sentence(String.valueOf(e.getMessage())) + " See " + command + " --help.");
        return ExitCodes.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (Begin.isDebug(parsed)) e.printStackTrace(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        if (e instanceof NodeFailure failure) {
            terminal.say("anode: " + failure.sentence());
            return failure instanceof WrongUsage ? ExitCodes.USAGE : ExitCodes.FAILED;
        }
        terminal.say("anode: An error of Anode itself (" + e + "): please report it with what --log debug prints.");
        return ExitCodes.FAILED;
    }

    private static String sentence(String text) {
        var line = text.lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }
}
