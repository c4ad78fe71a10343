package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.anode.node.cli.Launched;
import org.anode.node.control.Command;

/** Pictures of every screen from a node that runs, for people to look at: {@code target/screenshots/<screen>-<state>-<theme>.png}. */
final class Screenshots {
    private static final int WIDE_PX = 1280;
    private static final int HIGH_PX = 860;
    private static final int PHONE_WIDE_PX = 390;
    private static final int PHONE_HIGH_PX = 844;
    /** Pixels of a phone are small: its pictures are as wide as others. */
    private static final double PHONE_SCALE = 2.25;

    /** What fades and slides has come to rest. */
    private static final int REST_MS = 700;

    private static final String WORDS = """
            # Falling, with friction

            A ball falls from a height of $h$ metres. Its speed $v$ follows

            $$\\frac{dv}{dt} = g - k\\,v^2, \\qquad v(0) = 0$$

            | body | $k$ in 1/m | why |
            |:--|--:|:--|
            | **steel ball** | 0.002 | small and heavy |
            | *feather* | 4.1 | mostly air |
            """;

    private static final String FALL = """
            def fall(height, k, g=9.81, step=0.001):
                "Seconds until the ground, and the speed there."
                time = speed = 0.0
                while height > 0:
                    speed += (g - k * speed ** 2) * step
                    height -= speed * step
                    time += step
                return round(time, 2), round(speed, 1)

            for body, k in {"steel ball": 0.002, "feather": 4.1}.items():
                print(f"{body:>12}: {fall(20, k)}")""";

    private static final String TABLE = """
            from IPython.display import HTML
            rows = "".join(f"<tr><td>{k}</td><td>{fall(20, k)[0]}</td></tr>" for k in (0, 0.01, 0.1, 1))
            HTML(f"<table><thead><tr><th>k</th><th>seconds</th></tr></thead><tbody>{rows}</tbody></table>")""";

    private static final String CHART = """
            from IPython.display import display
            points = [{"k": k / 10, "seconds": fall(20, k / 10)[0]} for k in range(0, 21)]
            display({"application/vnd.vegalite.v5+json": {
                "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
                "data": {"values": points}, "mark": {"type": "line", "point": True}, "width": 480, "height": 180,
                "encoding": {"x": {"field": "k", "type": "quantitative"}, "y": {"field": "seconds", "type": "quantitative"}}},
                "text/plain": "a chart"}, raw=True)""";

    private static final String SCRIPTED = """
            from IPython.display import HTML
            HTML("<p>The feather lands last.</p><script>document.body.append('and moves')</script>")""";

    private static final String FAILING = """
            def mean(values):
                return sum(values) / len(values)

            def report(groups):
                return {name: mean(values) for name, values in groups.items()}

            report({"steel": [2.02, 2.03], "feather": []})""";

    private static final String LONG = """
            for n in range(1, 400):
                print(f"\\033[1;3{n % 6 + 1}m{n:>4}\\033[0m squared is {n * n:>7}, cubed {n ** 3:>9}")""";

    private final Path to = Launched.root().resolve("target/screenshots");
    private final Chromium chromium;
    private final LiveNode node;
    private int taken;

    private Screenshots(Chromium chromium, LiveNode node) {
        this.chromium = chromium;
        this.node = node;
    }

    static void main() throws IOException, InterruptedException {
        if (!Chromium.missing().isEmpty()) throw new IllegalStateException(Chromium.missing());
        var folder = Files.createTempDirectory("anode-screenshots");
        try (var chromium = Chromium.launch();
                var node = LiveNode.start(folder)) {
            var screenshots = new Screenshots(chromium, node);
            Files.createDirectories(screenshots.to);
            screenshots.together(folder.resolve("together"));
            screenshots.hosts(folder.resolve("hosts"));
            screenshots.relays(folder.resolve("relays"));
            screenshots.takeAll();
            System.out.println(screenshots.taken + " screenshots in " + screenshots.to);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }

    private static Browser.NewContextOptions wide(ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(WIDE_PX, HIGH_PX).setColorScheme(scheme);
    }

    private static Browser.NewContextOptions phone(ColorScheme scheme) {
        return new Browser.NewContextOptions()
                .setViewportSize(PHONE_WIDE_PX, PHONE_HIGH_PX)
                .setDeviceScaleFactor(PHONE_SCALE)
                .setHasTouch(true)
                .setColorScheme(scheme);
    }

    private void take(Tab tab, String name, ColorScheme scheme) {
        tab.page().waitForTimeout(REST_MS);
        var file = to.resolve(name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
        taken++;
    }

    private void takeAll() {
        arrival();
        emptyHome();
        var falling = node.take("Falling, with friction", falling());
        var failing = node.notebook("An average of nothing", FAILING);
        var printing = node.notebook("Powers", LONG, "print('after it')");
        var asking = node.notebook("Questions", "name = input('What is your name? ')", "import time\ntime.sleep(600)");
        for (var id : List.of(falling, failing, printing)) run(id);
        node.ask(new Command.Delete(node.notebook("Old experiments", "1")));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            home(scheme);
            notebook(falling, scheme);
            output(failing, "notebook-error", scheme);
            output(printing, "notebook-long", scheme);
            phones(falling, failing, scheme);
        }
        live(asking);
        lost(falling);
    }

    /** Two people, from the link to one of them alone and the other back. */
    private void together(Path folder) {
        try (var two = Together.start(chromium, folder)) {

            var falling = falling().code(SCRIPTED);
            var anna = two.annasBrowser.notebook(two.anna.take("Falling together", falling));
            anna.button("Share").click();
            take(anna, "together-share", ColorScheme.LIGHT);
            anna.press("Escape");
            var link = Together.linkToAsk(anna);
            take(anna, "together-link", ColorScheme.LIGHT);
            anna.press("Escape");
            var bela = two.belasBrowser.home();
            Together.offer(bela, link);
            take(bela, "together-join", ColorScheme.LIGHT);
            bela.button("Join").click();
            letIn(two, bela);
            Together.come(bela, "Falling together");
            withheld(anna, bela);
            anna.edit(1);
            anna.type("  # anna");
            Together.expectCaret(bela, Together.ANNA);
            bela.edit(1);
            bela.press("Control+Home");
            Together.expectCaret(anna, Together.BELA);
            take(anna, "together-anna", ColorScheme.LIGHT);
            take(bela, "together-bela", ColorScheme.LIGHT);
            anna.page().getByTestId("sync").click();
            take(anna, "together-devices", ColorScheme.LIGHT);
            anna.press("Escape");
            bela.page().close();
            two.bela.kill();
            Together.expectChip(anna, "Offline: saved on this computer");
            take(anna, "together-offline", ColorScheme.LIGHT);
            anna.edit(1);
            anna.type(", alone");
            anna.awaitSaved();
            two.bela.startAgain();
            Together.expectChip(anna, "Both devices have it");
            bela = two.belasBrowser.notebook(anna.notebook());
            take(bela, "together-away", ColorScheme.LIGHT);
            anna.button("Share").click();
            take(anna, "together-people", ColorScheme.LIGHT);
            anna.page().getByLabel("Role of " + Together.BELA).selectOption("view");
            Together.expectRights(bela, "You can view this notebook.");
            take(bela, "together-viewer", ColorScheme.LIGHT);
            bela.page().close();
            anna.press("Escape");
            anna.edit(1);
            anna.type(" again");
            anna.awaitSaved();
            Together.expectChip(anna, "Both devices have it");
            bela = two.belasBrowser.notebook(anna.notebook());
            bela.page().getByTestId("away").waitFor();
            bela.select(1);
            take(bela, "together-viewer-away", ColorScheme.LIGHT);
        }
    }

    /** Cells of one on the computer of the other. */
    private void hosts(Path folder) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            try (var scenes = new HostScenes(chromium, folder.resolve(scheme.name()), scheme)) {
                scenes.play((tab, scene) -> {
                    take(tab, scene, scheme);
                    if (List.of("hosts-asks", "hosts-menu", "hosts-policy").contains(scene))
                        takeNarrow(tab, scene, scheme);
                });
            }
    }

    /** Each scene in both themes: to come to it takes long. */
    private void relays(Path folder) throws IOException, InterruptedException {
        try (var scenes = new RelayScenes(chromium, folder, ColorScheme.LIGHT)) {
            scenes.play((tab, scene) -> {
                for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    tab.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    take(tab, scene, scheme);
                }
            });
        }
    }

    /** As on a phone; a menu is opened there. */
    private void takeNarrow(Tab tab, String scene, ColorScheme scheme) {
        var page = tab.page();
        var wide = page.viewportSize();
        page.setViewportSize(PHONE_WIDE_PX, PHONE_HIGH_PX);
        if (!scene.equals("hosts-asks")) {
            tab.press("Escape");
            page.getByTestId("host").click();
        }
        take(tab, scene + "-phone", scheme);
        page.setViewportSize(wide.width, wide.height);
    }

    private void letIn(Together two, Tab bela) {
        Together.words(bela);
        take(bela, "together-waiting", ColorScheme.LIGHT);
        var home = two.annasBrowser.home();
        Together.words(home);
        take(home, "together-request", ColorScheme.LIGHT);
        home.button("Let " + Together.BELA + " in").click();
        home.page().close();
    }

    /** What Anna's computer puts out, at Bela's, who trusts it with nothing so far. */
    private void withheld(Tab anna, Tab bela) {
        int last = anna.cells().count() - 1;
        anna.select(last);
        anna.press("Control+Enter");
        var box = bela.page().getByText("is not shown with its scripts");
        box.scrollIntoViewIfNeeded();
        take(bela, "together-withheld", ColorScheme.LIGHT);
        anna.select(0);
        bela.select(0);
    }

    private static Notebook falling() {
        return new Notebook().text(WORDS).code(FALL).code(TABLE).code(CHART).code("{\"g\": 9.81, \"bodies\": [1, 2]}");
    }

    private void run(String id) {
        try (var visitor = chromium.visitor(node)) {
            var tab = visitor.notebook(id);
            tab.button("Run all").click();
            assertThat(tab.button("Stop")).isVisible();
            assertThat(tab.button("Run all")).isVisible();
        }
    }

    private void arrival() {
        try (var visitor = chromium.visitor(node, wide(ColorScheme.LIGHT))) {
            var page = visitor.context().newPage();
            page.navigate(node.home());
            page.getByRole(com.microsoft.playwright.options.AriaRole.HEADING).waitFor();
            take(new Tab(page, node), "arrival-nolink", ColorScheme.LIGHT);
        }
    }

    private void emptyHome() {
        try (var visitor = chromium.visitor(node, wide(ColorScheme.LIGHT))) {
            var tab = visitor.home();
            tab.page().getByTestId("empty").waitFor();
            take(tab, "home-empty", ColorScheme.LIGHT);
        }
    }

    private void home(ColorScheme scheme) {
        try (var visitor = chromium.visitor(node, wide(scheme))) {
            var tab = visitor.home();
            tab.page().getByTestId("notebooks").waitFor();
            take(tab, "home-notebooks", scheme);
            tab.page().locator("details.bin summary").click();
            take(tab, "home-bin", scheme);
        }
    }

    private void notebook(String id, ColorScheme scheme) {
        try (var visitor = chromium.visitor(node, wide(scheme))) {
            var tab = visitor.notebook(id);
            take(tab, "notebook-top", scheme);
            tab.edit(1);
            take(tab, "notebook-editing", scheme);
            tab.press("Escape");
            tab.select(3);
            tab.cell(4).scrollIntoViewIfNeeded();
            tab.page().evaluate("scrollTo(0, document.body.scrollHeight)");
            tab.outputs(3).frameLocator("iframe").locator("svg.marks").waitFor();
            take(tab, "notebook-rich", scheme);
            tab.press("?");
            take(tab, "notebook-keys", scheme);
            tab.press("Escape", "Control+Shift+C");
            tab.type("cell");
            take(tab, "notebook-palette", scheme);
            tab.press("Escape", "0", "0");
            take(tab, "notebook-restart", scheme);
            tab.press("Escape");
        }
    }

    private void output(String id, String name, ColorScheme scheme) {
        try (var visitor = chromium.visitor(node, wide(scheme))) {
            var tab = visitor.notebook(id);
            tab.outputs(0).waitFor();
            take(tab, name, scheme);
        }
    }

    private void phones(String falling, String failing, ColorScheme scheme) {
        try (var visitor = chromium.visitor(node, phone(scheme))) {
            var tab = visitor.home();
            tab.page().getByTestId("notebooks").waitFor();
            take(tab, "home-phone", scheme);
            take(visitor.notebook(falling), "notebook-phone", scheme);
            take(visitor.notebook(failing), "notebook-error-phone", scheme);
        }
    }

    private void live(String id) {
        try (var visitor = chromium.visitor(node, wide(ColorScheme.LIGHT))) {
            var tab = visitor.notebook(id);
            tab.button("Run all").click();
            tab.page().getByTestId("input").waitFor();
            take(tab, "notebook-input", ColorScheme.LIGHT);
            tab.type("Ada");
            tab.press("Enter");
            tab.expectState(1, "running");
            take(tab, "notebook-running", ColorScheme.LIGHT);
            tab.button("Stop").click();
            tab.expectOutput(1, "KeyboardInterrupt");
            tab.select(0);
            tab.press("d", "d");
            take(tab, "notebook-deleted", ColorScheme.LIGHT);
            tab.command("Deleted cells …");
            take(tab, "notebook-bin", ColorScheme.LIGHT);
        }
    }

    private void lost(String id) {
        try (var visitor = chromium.visitor(node, wide(ColorScheme.LIGHT))) {
            var tab = visitor.notebook(id);
            tab.edit(1);
            node.kill();
            tab.type("  # kept");
            assertThat(tab.page().getByTestId("save")).containsText("kept in this tab");
            take(tab, "notebook-lost", ColorScheme.LIGHT);
        }
    }
}
