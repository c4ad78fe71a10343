package org.anode.node.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Code that leaves a file each time it runs, so that one that ran twice is seen, and that waits for a test's word. */
record Marks(Path folder) {
    static Marks in(Path parent) throws IOException {
        return new Marks(Files.createTempDirectory(parent, "marks"));
    }

    String marking(String name, String source) {
        return "import pathlib, time\npathlib.Path('" + folder + "/" + name + "-' + str(time.time_ns())).touch()\n"
                + source;
    }

    /** Prints, waits for {@link #go}, prints again. */
    String waiting(String name) {
        return marking(
                name,
                "print('begun', flush=True)\nwhile not pathlib.Path('" + word()
                        + "').exists(): time.sleep(0.02)\nprint('ended')");
    }

    /** Nothing waits any more. */
    void go() throws IOException {
        Files.createFile(word());
    }

    private Path word() {
        return folder.resolve("go");
    }

    /** How often it ran, wherever. */
    int of(String name) {
        return folder.toFile().list((_, file) -> file.startsWith(name + "-")).length;
    }
}
