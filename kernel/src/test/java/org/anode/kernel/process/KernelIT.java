package org.anode.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelIT {
    @TempDir
    static Path folder;

    static Conversation kernel;

    @BeforeAll
    static void start() {
        var launcher = new ProcessLauncher(Conversation.install(folder.resolve("cache")));
        kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("work"), 1024));
        kernel.ready();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void prints() {
        var outcome = kernel.run("print('hello')");
        assertEquals("hello\n", outcome.out());
        assertEquals(KernelEvent.Status.OK, outcome.status());
    }
}
