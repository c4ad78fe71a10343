package org.anode.node.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(InBrowser.class)
@Timeout(600)
final class PeoplePagesIT {
    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "axe finds nothing in what pages show of other people: links, roles, requests, words, pairing, a viewer's page")
    void accessible(InBrowser.Stage stage) {
        try (var scenes = new PeopleScenes(stage.chromium().profile(new Browser.NewContextOptions()), folder)) {
            scenes.play(AccessibilityIT::expectNothingFoundInBoth);
        }
    }

    @Test
    @Tag("long")
    @DisplayName("EX-9 axe finds nothing in what pages show of cells that run elsewhere, on a computer that then goes")
    void hosts(InBrowser.Stage stage) {
        try (var scenes = new HostScenes(stage.chromium(), folder, ColorScheme.LIGHT)) {
            scenes.play(AccessibilityIT::expectNothingFoundInBoth);
        }
    }

    @Test
    @Tag("long")
    @DisplayName(
            "axe finds nothing in what pages show of the relay at which nodes meet, which is killed and comes back")
    void relays(InBrowser.Stage stage) throws Exception {
        try (var scenes = new RelayScenes(stage.chromium(), folder, ColorScheme.LIGHT)) {
            scenes.play(AccessibilityIT::expectNothingFoundInBoth);
        }
    }

    @Test
    @DisplayName("what a viewer may not do stays in sight below the strip that says what goes on")
    void stacked(InBrowser.Stage stage) {
        try (var scenes = new PeopleScenes(stage.chromium().profile(new Browser.NewContextOptions()), folder)) {
            scenes.view((page, scene) -> {
                if (!scene.equals("people-viewer")) return;
                var strip = page.getByTestId("following").boundingBox();
                var rights = page.getByTestId("rights").boundingBox();
                var bar = page.locator("header.bar").boundingBox();
                assertTrue(bar.y + bar.height <= strip.y, "the strip is below the bar");
                assertTrue(strip.y + strip.height <= rights.y, "the rights are below the strip");
                assertEquals("not-allowed", cursor(page.locator(".drag-handle")));
            });
        }
    }

    private static Object cursor(Locator at) {
        return at.evaluate("element => getComputedStyle(element).cursor");
    }
}
