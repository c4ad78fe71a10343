package org.anode.node.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anode.node.cli.Launched;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Hostile notebooks, shown, and everything in them allowed that can be: none of it gets out of its frame. */
@ExtendWith(InBrowser.class)
@Timeout(900)
final class AttackIT {
    /** What the page itself asks its node for while it shows a notebook. */
    private static final Set<String> OWN_ROUTES =
            Set.of("INDEX", "ASSET", "FRAME", "FRAME_ASSET", "SESSION", "SOCKET", "BLOB", "COMMAND");

    private static final Pattern REQUEST = Pattern.compile("GateHandler: request(?:: (\\w+)| (refused: \\d+))");

    private static final Pattern DEEP = Pattern.compile("(\\{\"[^\"]{1,9}\":){100}");

    /** A high screen, so that few looks see all cells … */
    private static final ViewportSize SCREEN = new ViewportSize(1_280, 2_160);

    /** … each of a part that the one before may have seen the end of. */
    private static final int STEP_PX = 2_000;

    private static final int LOOK_MS = 150;

    /** What was allowed is looked at again afterwards. */
    private static final int CLICK_MS = 40;

    /** Everything an attack may have left behind in the page. */
    private static final String TRACES = """
            async () => [
              ...(window.breached === undefined ? [] : ['window.breached: ' + window.breached]),
              ...({}.breached === undefined ? [] : ['Object.prototype']),
              ...Object.keys(localStorage).filter(key => !key.startsWith('anode.')).map(key => 'localStorage: ' + key),
              ...Object.keys(sessionStorage).map(key => 'sessionStorage: ' + key),
              ...(await indexedDB.databases()).filter(({name}) => name !== 'anode').map(({name}) => 'database: ' + name),
              ...(await caches.keys()).map(name => 'cache: ' + name),
              ...(await navigator.serviceWorker.getRegistrations()).map(({scope}) => 'service worker: ' + scope),
              ...(document.cookie === '' ? [] : ['cookie']),
              ...(document.fullscreenElement ? ['fullscreen'] : []),
              ...(document.querySelector('header.bar') ? [] : ['the page is gone']),
            ]""";

    @TempDir
    static Path folder;

    private static LiveNode node;

    @BeforeAll
    static void start() {
        node = LiveNode.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Stream<Path> files() throws IOException {
        try (var files = Files.list(Launched.root().resolve("web/test/attacks"))) {
            return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("R5, R6 nothing in a hostile notebook runs by itself, reaches the page, its node or the network")
    void attacks(Path file, InBrowser.Stage stage) throws IOException {
        var id = node.take(node.write(file.getFileName().toString(), takeable(file)));
        var before = node.show(id);
        int mark = node.log().length();
        var escaped = stage.chromium().caught().size();
        try (var visitor = stage.chromium().visitor(node, screen())) {
            var surprises = watched(visitor);
            var tab = visitor.notebook(id);
            lookAtAll(tab);
            expectUntouched(tab, visitor, id);
            assertEquals(0, before.path("sessions").size());
            assertEquals(before, node.show(id), "opening runs and changes nothing");
            allowAll(tab);
            lookAtAll(tab);
            expectUntouched(tab, visitor, id);
            assertEquals(List.of(), surprises);
            assertEquals(1, visitor.sockets().size(), "sockets");
            assertEquals(1, visitor.pages().size(), "tabs");
        }
        assertEquals(List.of(), stage.chromium().caught().stream().skip(escaped).toList(), "left this machine");
        assertEquals(Set.of(), foreign(node.log().substring(mark)), "reached the node");
        assertEquals(before, node.show(id), "and no output runs anything in Python");
    }

    /** Without the cells for which an import refuses the whole file: JSON too deep. */
    private static String takeable(Path file) throws IOException {
        var notebook = (ObjectNode) LiveNode.json(Files.readString(file));
        var cells = notebook.withArray("cells");
        for (int at = cells.size() - 1; at >= 0; at--) {
            var text = cells.get(at).toString();
            if (text.contains("[".repeat(100)) || DEEP.matcher(text).find()) cells.remove(at);
        }
        return notebook.toString();
    }

    /** Windows, dialogs, downloads and navigations, which no output may cause. */
    private static List<String> watched(Visitor visitor) {
        var surprises = new ArrayList<String>();
        visitor.context().onPage(page -> {
            page.onPopup(popup -> surprises.add("a window: " + popup.url()));
            page.onDialog(dialog -> {
                surprises.add("a dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onDownload(download -> surprises.add("a download: " + download.url()));
            page.onFrameNavigated(frame -> {
                // Where a frame goes is seen in the node's log and by the trap.
                if (frame.parentFrame() == null && !frame.url().startsWith(node.home() + "#"))
                    surprises.add("the page went to " + frame.url());
            });
        });
        return surprises;
    }

    private static Browser.NewContextOptions screen() {
        return new Browser.NewContextOptions().setViewportSize(SCREEN);
    }

    private static void lookAtAll(Tab tab) {
        tab.page().evaluate("scrollTo(0, 0)");
        var left = true;
        while (left) {
            tab.page().waitForTimeout(LOOK_MS);
            left = (Boolean)
                    tab.page().evaluate("by => { const at = scrollY; scrollBy(0, by); return scrollY > at; }", STEP_PX);
        }
    }

    /** The reader clicks on everything that offers to show or run something. */
    private static void allowAll(Tab tab) {
        var offers = tab.page()
                .locator(".out-withheld .out-button")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^(Show|Run its scripts|Load)$")));
        for (int left = offers.count(); left > 0; left--) {
            if (offers.count() == 0) return;
            offers.first().click();
            tab.page().waitForTimeout(CLICK_MS);
        }
    }

    private static void expectUntouched(Tab tab, Visitor visitor, String id) {
        assertEquals(node.home() + "#notebook=" + id, tab.page().url());
        assertEquals(List.of(), tab.page().evaluate(TRACES));
        assertEquals(List.of(), visitor.context().cookies());
    }

    private static Set<String> foreign(String log) {
        var routes = new TreeSet<String>();
        var requests = REQUEST.matcher(log);
        while (requests.find()) routes.add(requests.group(1) == null ? requests.group(2) : requests.group(1));
        routes.removeAll(OWN_ROUTES);
        return routes;
    }
}
