package org.anode.node.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anode.node.control.Command;

/** Notebooks that are opened in a page, each for one cell, of a node that keeps a kernel ready. */
public final class FirstCellPages implements AutoCloseable {
    private final LiveNode node;
    private final Visitor visitor;
    private int made;

    private FirstCellPages(LiveNode node, Visitor visitor) {
        this.node = node;
        this.visitor = visitor;
    }

    /** @param folder for the node's data; made */
    public static FirstCellPages start(Chromium chromium, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var node = LiveNode.withSpare(folder);
        var visitor = chromium.visitor(node);
        visitor.context().addInitScript(Watch.PAINTED);
        return new FirstCellPages(node, visitor);
    }

    public ProcessHandle node() {
        return node.handle();
    }

    /** Opens a new notebook; ms from the click on run until the output of its cell is painted. */
    public double firstMs() {
        made++;
        var id = node.notebook("First " + made, "print('here')"); // a file of the same name would be the same notebook
        var tab = visitor.notebook(id);
        tab.select(0);
        var ms = Watch.number(tab.page().evaluate(Watch.RUN, 0));
        tab.page().close();
        // Its kernel would keep memory that the next spare needs.
        node.ask(new Command.Restart(id, false));
        return ms;
    }

    @Override
    public void close() {
        visitor.close();
        node.close();
    }
}
