package org.anode.node.cli;

import picocli.CommandLine.Option;

/** The text of a cell, never interpreted. */
final class SourceOption {
    @Option(
            names = "--source",
            required = true,
            paramLabel = "TEXT|-",
            description = "The cell's text, taken as it is; - reads it from stdin. Text that begins with - is fine.")
    private String marked;

    /** What stands behind --source as typed, or stdin if that is {@code -}. */
    String read(Terminal terminal) {
        var text = Anode.unmarked(marked);
        return text.equals("-") ? terminal.readSource() : text;
    }
}
