package org.anode.kernel.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PythonProgramTest {
    private static final Pattern RAN = Pattern.compile("^(\\d+) tests");

    private static final String NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";

    /** With IPython the printer is compared with IPython's own. */
    private static final String WITH_IPYTHON = NEW_ENOUGH.replace("import sys", "import sys, IPython");

    @Test
    @DisplayName("The Python program passes its tests on the CPython of this machine")
    void passesOnCPython() throws Exception {
        var python = python();
        assumeTrue(python.isPresent(), "no python3 of 3.11 or later on the path");
        var said =
                said(python.get(), "-B", PythonSuite.FOLDER.resolve("suite.py").toString());
        assertEquals(0, said.exit(), said.text());
        var ran = RAN.matcher(said.text());
        assertTrue(ran.find() && Integer.parseInt(ran.group(1)) >= PythonSuite.TESTS_MIN, said.text());
    }

    private static Optional<String> python() {
        return found(WITH_IPYTHON).or(() -> found(NEW_ENOUGH));
    }

    private static Optional<String> found(String question) {
        return candidates().filter(python -> answersYes(python, question)).findFirst();
    }

    private static Stream<String> candidates() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "python3"))
                .filter(Files::isExecutable)
                .map(Path::toString);
    }

    private static boolean answersYes(String python, String question) {
        try {
            return said(python, "-c", question).exit() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static Said said(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private record Said(int exit, String text) {}
}
