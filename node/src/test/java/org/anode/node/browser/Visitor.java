package org.anode.node.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;

/** One person's browser profile at one node. Everything that should not happen in it is written down. */
public final class Visitor implements AutoCloseable {
    private final BrowserContext context;
    private final LiveNode node;
    private final String home; // also while the node is away, when nobody else knows it
    private final List<String> troubles = new ArrayList<>();
    private final List<String> sockets = new ArrayList<>();
    private boolean isIn;

    Visitor(BrowserContext context, LiveNode node) {
        this.context = context;
        this.node = node;
        this.home = node.home();
        context.setDefaultTimeout(Chromium.PATIENCE_MS);
        context.onRequest(this::requested);
        context.onWebError(error -> troubles.add("an error on the page: " + error.error()));
        context.onConsoleMessage(this::said);
        context.onPage(page -> page.onWebSocket(socket -> sockets.add(socket.url())));
    }

    BrowserContext context() {
        return context;
    }

    private void requested(Request request) {
        var url = request.url();
        var own = List.of(home, "blob:" + home, "data:");
        if (own.stream().noneMatch(url::startsWith)) troubles.add("a request to " + url);
    }

    /** Also how the browser tells of what the Content-Security-Policy stopped. */
    private void said(ConsoleMessage message) {
        if (message.type().equals("error"))
            troubles.add("on the console: " + message.text() + " " + message.location());
    }

    /** A tab at home: the first one comes by a link, the others by the session that made. */
    public Tab home() {
        var tab = at("");
        // Its name comes last, and what is on the page moves then.
        tab.page().getByText("This computer:").waitFor();
        return tab;
    }

    public Tab notebook(String id) {
        var tab = at("notebook=" + id);
        tab.awaitCells();
        return tab;
    }

    private Tab at(String fragment) {
        var page = context.newPage();
        var address = isIn ? home + (fragment.isEmpty() ? "" : "#" + fragment) : linkTo(fragment);
        isIn = true;
        page.navigate(address);
        return new Tab(page, node);
    }

    private String linkTo(String fragment) {
        return node.link() + (fragment.isEmpty() ? "" : "&" + fragment);
    }

    /** Addresses of the WebSockets that were opened. */
    List<String> sockets() {
        return List.copyOf(sockets);
    }

    /** No error, no request elsewhere, nothing the Content-Security-Policy had to stop. */
    void expectNoTrouble() {
        assertEquals(List.of(), troubles);
    }

    /** What a test brings about is no trouble: complaints with this word are forgotten. */
    void expectTrouble(String word) {
        troubles.removeIf(trouble -> trouble.contains(word));
    }

    /** The node was away: that the page called it in vain is no trouble. */
    void expectCallsInVain() {
        expectTrouble("WebSocket");
        expectTrouble("ERR_CONNECTION_REFUSED");
    }

    List<Page> pages() {
        return context.pages();
    }

    @Override
    public void close() {
        context.close();
    }
}
