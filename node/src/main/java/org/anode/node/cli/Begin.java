package org.anode.node.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/** Between parsing and executing: the log is set up as the options say. */
final class Begin implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
        Logs.begin(common(parsed).flatMap(Common::log));
        return new CommandLine.RunLast().execute(parsed);
    }

    static boolean isDebug(ParseResult parsed) {
        return common(parsed).map(Common::isDebug).orElse(false);
    }

    private static Optional<Common> common(ParseResult parsed) {
        var last = parsed;
        while (last.hasSubcommand()) last = last.subcommand();
        return Optional.ofNullable(last.commandSpec().mixins().get("common"))
                .map(mixin -> mixin.userObject() instanceof Common common ? common : null);
    }
}
