package org.anode.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(InBrowser.class)
@Timeout(600)
final class PeoplePagesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName(
            "axe finds nothing in what pages show of other people: links, roles, requests, words, pairing, a viewer's page")
    void accessible(ColorScheme scheme, InBrowser.Stage stage) {
        var look = new Browser.NewContextOptions().setColorScheme(scheme);
        try (var scenes = new PeopleScenes(stage.chromium().profile(look), folder)) {
            scenes.play(AccessibilityIT::expectNothingFound);
        }
    }
}
