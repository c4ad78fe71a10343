package org.anode.kernel.program;

import java.nio.file.Path;

/** Where the tests of the Python program lie, and how many there must be at least. */
final class PythonSuite {
    /** Fewer would mean that tests were not found. */
    static final int TESTS_MIN = 181;

    static final Path FOLDER = Path.of("src/test/python").toAbsolutePath();

    private PythonSuite() {}
}
