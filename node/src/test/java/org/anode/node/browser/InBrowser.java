package org.anode.node.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives tests the browser and a node, one of each for the whole run: both take seconds to start. With a failure comes what
 * the pages showed.
 */
final class InBrowser implements BeforeAllCallback, ParameterResolver, TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(InBrowser.class);

    /** One browser and one node; the data folder goes with them. */
    record Stage(Chromium chromium, LiveNode node, Path folder) implements AutoCloseable {
        static Stage open() {
            try {
                var folder = Files.createTempDirectory("anode-browser");
                return new Stage(Chromium.launch(), LiveNode.start(folder), folder);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            var caught = chromium.caught();
            chromium.close();
            node.close();
            try (var tree = Files.walk(folder)) {
                for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
            assertEquals(List.of(), caught, "requests that wanted to leave this machine");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var missing = Chromium.missing();
        assumeTrue(missing.isEmpty(), missing);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        var stage = context.getRoot().getStore(OURS).get(Stage.class, Stage.class);
        if (stage != null) stage.chromium().shown().forEach(page -> failure.addSuppressed(new AssertionError(page)));
        throw failure;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Stage.class, _ -> Stage.open(), Stage.class);
    }
}
