package org.anode.node.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is installed here. */
final class Programs {
    private static final List<String> CHROMIUMS = List.of("chromium", "chromium-browser", "google-chrome");

    private Programs() {}

    static Optional<Path> chromium() {
        return CHROMIUMS.stream().flatMap(name -> find(name).stream()).findFirst();
    }

    static Optional<Path> nodeJs() {
        return find("node");
    }

    private static Optional<Path> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
