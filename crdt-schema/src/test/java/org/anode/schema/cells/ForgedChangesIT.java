package org.anode.schema.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anode.schema.engine.ChildJvm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgedChangesIT {
    /** The single seeds ended the process, or made an unreadable snapshot, before the operations were judged first. */
    @DisplayName("R17 changes damaged on purpose, with a right checksum, are values; the document stays loadable")
    @ParameterizedTest(name = "{1} from seed {0}")
    @CsvSource({"10235, 1", "470, 1", "1807, 1", "0, 600"})
    void survives(String first, String count) throws Exception {
        var ended = ChildJvm.run(ChildJvm.classPath(), ForgedChanges.class, first, count);
        assertEquals(0, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("survived"), ended.output());
        assertFalse(ended.output().contains("does not load"), ended.output());
    }
}
