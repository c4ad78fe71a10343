package org.anode.node.cli;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens links where there is something that opens them; what goes wrong is logged, for the link is printed too. */
final class Browser {
    private static final System.Logger LOG = System.getLogger(Browser.class.getName());

    private final String system;
    private final Map<String, String> environment;

    Browser(String system, Map<String, String> environment) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.environment = environment;
    }

    static Browser ofThisSystem() {
        return new Browser(System.getProperty("os.name"), System.getenv());
    }

    void open(String link) {
        try {
            var command = command(link);
            if (command.isPresent())
                new ProcessBuilder(command.get())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        } catch (IOException e) {
            // Without what it says: the command line holds the link.
            LOG.log(Level.DEBUG, "no browser was opened");
        }
    }

    /** What opens {@code link}; empty where there is no screen or no such program. */
    Optional<List<String>> command(String link) {
        if (system.startsWith("mac")) return Optional.of(List.of("open", link));
        if (system.startsWith("windows")) return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", link));
        if (!environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) return Optional.empty();
        return onPath("xdg-open").map(program -> List.of(program.toString(), link));
    }

    private Optional<Path> onPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
