package org.anode.kernel.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class PosixIT {
    @Test
    @DisplayName("R8 a kernel that ends before it leads a process group does not kill the group it was started in")
    void spared() throws Exception {
        var leader =
                GroupOfTwo.java().redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = new String(leader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(GroupOfTwo.SPARED, said.strip());
        assertEquals(0, leader.waitFor());
    }
}
