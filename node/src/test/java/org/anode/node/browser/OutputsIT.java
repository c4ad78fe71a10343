package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rich outputs, as a person sees them. */
@ExtendWith(InBrowser.class)
@Timeout(600)
final class OutputsIT {
    private static final String VEGA = """
            {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar",
             "data": {"values": [{"a": "x", "b": 1}, {"a": "y", "b": 2}]},
             "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}}}""";

    private static final String PLOTLY = """
            {"data": [{"type": "bar", "x": ["one", "two"], "y": [1, 2]}], "layout": {"title": {"text": "Drawn"}}}""";

    private static final String SVG = """
            <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="20" cx="20" cy="20"/></svg>""";

    private static FrameLocator frame(Tab tab, int cell) {
        tab.cell(cell).scrollIntoViewIfNeeded();
        return tab.outputs(cell).frameLocator("iframe");
    }

    @Test
    @DisplayName(
            "R5, R6 markup is shown without its scripts until its reader lets them run; charts draw in their frames")
    void frames(InBrowser.Stage stage) {
        var node = stage.node();
        var id = node.take(
                "Rich",
                new Notebook()
                        .result("html", "text/html", "<b>bold</b><script>document.body.append('and alive')</script>")
                        .result("vega", "application/vnd.vegalite.v5+json", VEGA)
                        .result("plotly", "application/vnd.plotly.v1+json", PLOTLY));
        try (var visitor = stage.chromium().visitor(node)) {
            var tab = visitor.notebook(id);
            assertThat(frame(tab, 0).locator("b")).hasText("bold");
            assertThat(frame(tab, 0).locator("body")).not().containsText("and alive");
            tab.button("Run its scripts").click();
            assertThat(frame(tab, 0).locator("body")).containsText("and alive");
            assertThat(frame(tab, 1).locator("svg.marks")).isVisible();
            assertThat(frame(tab, 2).getByText("Drawn")).isVisible();
            visitor.expectNoTrouble();
        }
    }

    @Test
    @DisplayName("pictures, JSON and formulas are shown in the page itself, pictures as images alone")
    void inThePage(InBrowser.Stage stage) {
        var node = stage.node();
        var id = node.take(
                "Plain",
                new Notebook()
                                .result("svg", "image/svg+xml", SVG)
                                .result("json", "application/json", "{\"key\": [1, 2, 3]}")
                                .result("latex", "text/latex", "$\\\\frac{1}{2}$")
                                .stream("lines", "line\n".repeat(100)));
        try (var visitor = stage.chromium().visitor(node)) {
            var tab = visitor.notebook(id);
            var picture = tab.outputs(0).locator("img");
            assertThat(picture).isVisible();
            tab.await(
                    () -> (Boolean) picture.evaluate("image => image.naturalWidth === 40"),
                    () -> "the picture is not drawn");
            assertThat(tab.outputs(1)).containsText("key");
            assertThat(tab.outputs(2).locator(".katex").first()).isVisible();
            tab.button("Show all 100 lines").click();
            assertThat(tab.button("Show less")).isVisible();
            visitor.expectNoTrouble();
        }
    }
}
