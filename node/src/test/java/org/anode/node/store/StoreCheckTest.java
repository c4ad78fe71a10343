package org.anode.node.store;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.CELLS;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.changes;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.BatchWriter;
import org.anode.schema.GrantId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StoreCheckTest {
    private final MemoryStore store = new MemoryStore();
    private final NotebookLog log = new Notebooks(store).log(NOTEBOOK);

    StoreCheckTest() {
        store.write(new Notebooks(store).create(NOTEBOOK, ROOT.encoded()));
    }

    private GrantId makeBelaAMember() {
        var keys = BELA.keys();
        var body = new Statement.Grant(
                keys.publicKey(),
                keys.agreementKey(),
                BELA.person(),
                Role.EDIT,
                Set.of(Flag.RUN),
                filled(Statement.SALT_BYTES, 1));
        var statement = new Statement(Optional.of(ROOT.grant()), 1, Statement.NO_PREVIOUS, body);
        var sealed = StatementCodec.seal(statement, ANNA.keys());
        store.write(log.appendStatements(List.of(sealed.encoded())));
        return sealed.grant();
    }

    private void writeAs(GrantId grant) {
        var writer = new BatchWriter(NOTEBOOK, CELLS, grant, BELA.keys(), filled(16, 3));
        for (var batch : writer.write(changes(writer.actor(), 1, 2, 0)))
            store.write(log.document(CELLS).append(batch));
    }

    @Test
    @DisplayName("MB-1 what another member wrote is as it should be")
    void a_members_batch_is_well() {
        writeAs(makeBelaAMember());
        assertEquals(new StoreCheck.Findings(1, 1, 0, List.of()), StoreCheck.of(store));
    }

    @Test
    void a_batch_with_the_key_of_another_is_a_trouble() {
        writeAs(ROOT.grant());
        assertEquals(
                List.of("Notebook " + NOTEBOOK + ": cells, batch 0: wrong signature."),
                StoreCheck.of(store).troubles());
    }

    @Test
    void a_statement_without_what_it_follows_is_a_trouble() {
        makeBelaAMember();
        var second = new Statement(Optional.of(ROOT.grant()), 7, filled(32, 4), new Statement.Schema(2));
        store.write(log.appendStatements(
                List.of(StatementCodec.seal(second, ANNA.keys()).encoded())));
        assertEquals(
                List.of("Notebook " + NOTEBOOK + ": has a statement without what it follows."),
                StoreCheck.of(store).troubles());
    }
}
