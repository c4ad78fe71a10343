package org.anode.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Map;

/** A browser without a window. Its only way out of this machine is a {@link Trap}. */
public final class Chromium implements AutoCloseable {
    /** The machine may be busy. */
    static final int PATIENCE_MS = 90_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Trap trap = new Trap();

    private Chromium(Playwright playwright) {
        this.playwright = playwright;
        var options = new BrowserType.LaunchOptions()
                .setExecutablePath(Programs.chromium().orElseThrow())
                .setArgs(List.of(
                        // Tests run as root in containers, where the browser's own sandbox can not be.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        // Loopback is left out by the browser itself.
                        "--proxy-server=http://127.0.0.1:" + trap.port()))
                .setTimeout(PATIENCE_MS);
        browser = playwright.chromium().launch(options);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    /** Why there can be no browser here; empty if there can. */
    static String missing() {
        if (Programs.chromium().isEmpty()) return "no Chromium is installed";
        return Programs.nodeJs().isEmpty() ? "no Node.js is installed" : "";
    }

    public static Chromium launch() {
        // Playwright would fetch a Node.js and browsers of its own.
        var nodeJs = Programs.nodeJs().orElseThrow().toString();
        var env = Map.of("PLAYWRIGHT_NODEJS_PATH", nodeJs, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        return new Chromium(Playwright.create(new Playwright.CreateOptions().setEnv(env)));
    }

    /** What tried to leave this machine. */
    List<String> caught() {
        return trap.caught();
    }

    /** Somebody who was never here before: an empty profile. */
    public Visitor visitor(LiveNode node) {
        return visitor(node, new Browser.NewContextOptions());
    }

    Visitor visitor(LiveNode node, Browser.NewContextOptions look) {
        return new Visitor(browser.newContext(look.setAcceptDownloads(true)), node);
    }

    /** An empty profile for a page that is no node's. */
    BrowserContext profile() {
        return profile(new Browser.NewContextOptions());
    }

    BrowserContext profile(Browser.NewContextOptions look) {
        return browser.newContext(look);
    }

    /** What open pages show, for people who look for the cause of a failure. */
    List<String> shown() {
        return browser.contexts().stream()
                .flatMap(context -> context.pages().stream())
                .map(page -> page.url() + " showed:\n" + page.locator("body").ariaSnapshot())
                .toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        trap.close();
    }
}
