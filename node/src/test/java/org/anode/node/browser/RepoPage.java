package org.anode.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The same notebook in a page of automerge-repo: Automerge in the browser, kept in step by a small sync server. */
public final class RepoPage implements MeasuredPage {
    private final Chromium chromium;
    private final Process server;
    private final String address;

    private RepoPage(Chromium chromium, Process server) throws IOException {
        this.chromium = chromium;
        this.server = server;
        var line = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
        if (line == null) throw new IllegalStateException("the sync server did not start");
        address = line;
    }

    /** @param folder with the page, built, and the server */
    public static RepoPage start(Chromium chromium, Path folder) throws IOException {
        var sources = folder.resolve("sources.json");
        Files.writeString(sources, JsonMapper.shared().writeValueAsString(BenchNotebook.sources()));
        var nodeJs = Programs.nodeJs().orElseThrow().toString();
        var server = new ProcessBuilder(nodeJs, "server.mjs", sources.toString())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new RepoPage(chromium, server);
        } catch (IOException | RuntimeException e) {
            server.destroyForcibly();
            throw e;
        }
    }

    @Override
    public Guest guest() {
        return new RepoGuest(chromium.profile());
    }

    private final class RepoGuest implements Guest {
        private final BrowserContext context;

        RepoGuest(BrowserContext context) {
            this.context = context;
        }

        @Override
        public BrowserContext context() {
            return context;
        }

        @Override
        public Page open() {
            var tab = context.newPage();
            tab.navigate(address);
            return tab;
        }

        @Override
        public void edit(Page tab, int cell) {
            var section = tab.locator("section[data-testid=cell]").nth(cell);
            section.scrollIntoViewIfNeeded();
            var content = section.locator(".cm-content");
            content.click();
            assertThat(content).isFocused();
            tab.keyboard().press("Control+End");
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        server.destroyForcibly().onExit().join();
    }
}
