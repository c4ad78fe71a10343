package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Samples;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SuccessionTest {
    private static final Identity SECOND = Samples.identity(7);

    private final Random random = new Random(1);
    private final Members members = new Members(NOTEBOOK, ROOT);
    private final Succession succession = of(NOTEBOOK, SECOND);

    private static Succession of(NotebookId notebook, Identity device) {
        return new Succession(notebook, device.keys().publicKey(), device.keys().agreementKey());
    }

    private Optional<SealedStatement> grant(Identity former) {
        return succession.grant(members, former.keys(), former.person(), random);
    }

    private void take(SealedStatement statement) {
        assertInstanceOf(Members.Taken.New.class, members.take(statement.encoded()));
    }

    private SealedStatement letIn(Identity device, Role role) {
        var body = new Statement.Grant(
                device.keys().publicKey(),
                device.keys().agreementKey(),
                device.person(),
                role,
                Set.of(Flag.HOST),
                Bytes.wrap(new byte[Statement.SALT_BYTES]));
        return StatementCodec.seal(members.following(ROOT.grant(), body), ANNA.keys());
    }

    @Test
    @DisplayName(
            "SY-5 MB-2 the device that kept the keys gives the one that left them what it has itself, after all it stated")
    void gets_the_same_rights() {
        take(letIn(BELA, Role.EDIT));
        var grant = grant(ANNA).orElseThrow();
        assertEquals(2, grant.statement().seq());
        take(grant);
        var own = members.strongest(ANNA.device());
        var given = members.strongest(SECOND.device());
        assertEquals(Role.ADMIN, given.role());
        assertEquals(own.flags(), given.flags());
        assertEquals(ANNA.person(), given.person());
        assertEquals(SECOND.keys().agreementKey(), given.agreementKey());
        assertTrue(members.isLive(BELA.device()), "who was let in meanwhile stays in");
        assertEquals(Optional.empty(), grant(ANNA), "once");
        assertTrue(members.isAdmin(members.adminGrantOf(SECOND.device()).orElseThrow()), "it can invite too");
    }

    @Test
    @DisplayName("SY-5 MB-2 a grant that lost its place to another statement of the same keys is given again")
    void given_again() {
        var bela = letIn(BELA, Role.EDIT);
        var lost = grant(ANNA).orElseThrow();
        while (lost.hash().compareTo(bela.hash()) < 0) lost = grant(ANNA).orElseThrow(); // another salt
        take(lost);
        assertTrue(members.isLive(SECOND.device()));
        take(bela);
        assertFalse(members.isLive(SECOND.device()), "the lower hash counts");
        take(grant(ANNA).orElseThrow());
        assertTrue(members.isLive(SECOND.device()));
        assertTrue(members.isLive(BELA.device()));
    }

    @Test
    @DisplayName("SY-5 MB-2 an editor's device can let nobody in, neither can a stranger")
    void editors() {
        take(letIn(BELA, Role.EDIT));
        assertEquals(Optional.empty(), grant(BELA));
        assertEquals(Optional.empty(), grant(Samples.identity(9)));
    }

    @Test
    @DisplayName("SY-5 only who has the former keys proves it, for one device and one notebook")
    void proofs() {
        var proof = succession.proof(ANNA.keys());
        assertTrue(succession.isProven(ANNA.keys(), proof));
        assertFalse(succession.isProven(BELA.keys(), proof));
        assertFalse(succession.isProven(ANNA.keys(), succession.proof(BELA.keys())));
        assertFalse(of(NOTEBOOK, BELA).isProven(ANNA.keys(), proof));
        var elsewhere = new NotebookId(NOTEBOOK.value().sha256());
        assertFalse(of(elsewhere, SECOND).isProven(ANNA.keys(), proof));
    }
}
