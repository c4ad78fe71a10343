package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code anode}: what it finds, what it says. */
@Timeout(600)
class LauncherIT {
    @TempDir
    Path folder;

    @Test
    @DisplayName("works through a link, a link to a link, from another folder, with spaces in the path")
    void links() throws Exception {
        var spaced = Files.createDirectories(folder.resolve("a b"));
        var link =
                Files.createSymbolicLink(spaced.resolve("link"), Launched.root().resolve("anode"));
        var second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a b/link"));
        try (var anode = new Launched(folder)) {
            for (var launcher : new Path[] {link, second}) {
                var result = anode.start(launcher, "--version").end();
                assertEquals(0, result.exit(), result.err());
                assertTrue(result.out().matches("anode [0-9.]+\n"), result.out());
                assertEquals("", result.err());
            }
        }
    }

    @Test
    @DisplayName("without a JDK 25 it says in one sentence what to install, exit 1")
    void noJdk() throws Exception {
        var old = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.createSymbolicLink(old.resolve("javac"), Path.of("/bin/true"));
        assertEquals("no", answer("is_jdk " + old.getParent() + " && echo yes || echo no"));
        Files.writeString(old.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25\"\n");
        assertEquals("yes", answer("is_jdk " + old.getParent() + " && echo yes || echo no"));
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"26-ea\"\n");
        assertEquals("yes", answer("is_jdk " + old.getParent() + " && echo yes || echo no"));
        var sentence = answer("is_jdk() { return 1; }; (find_jdk) 2>&1; echo $?");
        assertTrue(sentence.contains("JDK 25") && sentence.endsWith("\n1"), sentence);
        assertEquals(2, sentence.lines().count(), sentence);
    }

    @Test
    @DisplayName(
            "a JDK too old in JAVA_HOME and on the PATH is passed over, and where there is no other, one sentence says so")
    void oldJdk() throws Exception {
        var old = Files.createDirectories(folder.resolve("jdk-17/bin")).getParent();
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        for (var name : new String[] {"java", "javac"}) {
            var program = Files.writeString(
                    old.resolve("bin").resolve(name), "#!/bin/sh\necho used >>" + folder + "/used\nexit 3\n");
            assertTrue(program.toFile().setExecutable(true));
        }
        var environment = Map.of(
                "JAVA_HOME",
                old.toString(),
                "PATH",
                old.resolve("bin") + ":" + System.getenv("PATH"),
                "HOME",
                folder.toString());
        try (var anode = new Launched(folder)) {
            var found = anode.start(environment, Launched.root().resolve("anode"), "--version")
                    .end();
            assertEquals(0, found.exit(), found.err());
            var none = anode.start(environment, withoutOtherJdks(), "list").end();
            assertEquals(1, none.exit());
            assertEquals("", none.out());
            assertTrue(none.err().contains("needs a JDK 25 or newer"), none.err());
            assertEquals(1, none.err().lines().count(), none.err());
            assertFalse(Files.exists(anode.data()));
        }
        assertFalse(Files.exists(folder.resolve("used")));
    }

    /** A launcher that looks for JDKs in JAVA_HOME and on the PATH only. */
    private Path withoutOtherJdks() throws IOException {
        var script = Files.readString(Launched.root().resolve("anode"));
        var from = script.indexOf("/usr/lib/jvm/*");
        var changed = script.substring(0, from) + script.substring(script.indexOf("; do", from));
        var launcher = Files.writeString(folder.resolve("anode"), changed);
        assertTrue(launcher.toFile().setExecutable(true));
        return launcher;
    }

    /** What {@code script} prints after the launcher's functions were read. */
    private String answer(String script) throws Exception {
        var source = Files.readString(Launched.root().resolve("anode"));
        var functions = source.substring(0, source.indexOf("# --- Build"));
        var file = Files.writeString(folder.resolve("script"), functions + "\nset +e\n" + script + "\n");
        var process = new ProcessBuilder("sh", file.toString())
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return answer.strip();
    }

    @Test
    @DisplayName("text reaches the node whole, whatever the locale of the caller")
    void locale() throws Exception {
        try (var anode = new Launched(folder)) {
            for (var locale : new String[] {"C", "C.UTF-8", "de_DE.ISO-8859-1", "xx_XX.UTF-8"}) { // not installed
                var environment = Map.of("LC_ALL", locale);
                var refused = anode.start(environment, Launched.root().resolve("anode"), "show", "é😀ß")
                        .end();
                assertTrue(refused.err().contains("é😀ß"), locale + ": " + refused.err());
            }
        }
    }
}
