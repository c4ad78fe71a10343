package org.anode.kernel.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PythonProgramIT {
    /** Deep recursion needs more stack than a Java thread has by itself; the child gives its Python thread as much. */
    private static final long STACK_BYTES = 256L << 20;

    @Test
    @DisplayName("The Python program passes its tests inside GraalPy")
    void passesInsideGraalPy() throws Exception {
        var suite = new FutureTask<>(PythonProgramIT::run);
        Thread.ofPlatform().stackSize(STACK_BYTES).start(suite);
        var outcome = suite.get();
        assertEquals("", outcome.failed());
        assertTrue(outcome.ran() >= PythonSuite.TESTS_MIN, () -> outcome.ran() + " tests");
    }

    private static Outcome run() {
        try (var context = Context.newBuilder("python")
                .allowAllAccess(true)
                .option("python.PythonPath", PythonSuite.FOLDER.toString())
                .option("python.PosixModuleBackend", "java")
                .option("engine.WarnInterpreterOnly", "false")
                .build()) {
            return Outcome.of(context.eval("python", "import suite; suite.run()"));
        }
    }

    private record Outcome(int ran, String failed) {
        static Outcome of(Value tuple) {
            return new Outcome(
                    tuple.getArrayElement(0).asInt(), tuple.getArrayElement(2).asString());
        }
    }
}
