package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.anode.node.identity.Formers;
import org.anode.node.identity.Identity;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.Statement;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.node.store.RoomSecrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WritersTest {
    private final MemoryStore store = new MemoryStore();
    private final Notebooks notebooks = new Notebooks(store);
    private final NotebookLog log = notebooks.log(NOTEBOOK);
    private final Identity anna = new Identity(ANNA.keys(), ANNA.person(), ANNA.deviceName());
    private final Writers writers = new Writers(anna, Formers.NONE);

    @BeforeEach
    void make() {
        store.write(notebooks.create(NOTEBOOK, ROOT.encoded()));
    }

    @Test
    @DisplayName(
            "R15 what was granted before a device was paired keeps its person, shared or not; what is made later has the new one")
    void person() {
        anna.owner().become(BELA.person());
        assertEquals(ANNA.person(), writers.of(log).identity().person());
        store.write(List.of(RoomSecrets.put(log, new RoomSecrets.Kept(0, filled(32, 1)))));
        assertEquals(ANNA.person(), writers.of(log).identity().person());
        assertEquals(ANNA.device(), writers.of(log).identity().device());

        var later = RootStatement.create(anna, filled(Statement.SALT_BYTES, 8));
        var grant = assertInstanceOf(Statement.Grant.class, later.statement().body());
        assertEquals(BELA.person(), grant.person());
        store.write(notebooks.create(later.notebook(), later.encoded()));
        assertEquals(
                BELA.person(),
                writers.of(notebooks.log(later.notebook())).identity().person());
    }
}
