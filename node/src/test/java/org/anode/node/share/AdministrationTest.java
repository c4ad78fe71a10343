package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.anode.node.Refusal;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Samples;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AdministrationTest {
    private static final Identity CARL = Samples.identity(3);
    private static final Identity DORA = Samples.identity(4);

    private final MemberLog log = new MemberLog();

    @Test
    @DisplayName("MB-7 an admin removes a member, all of whose grants end, and whose past stays valid")
    void removal() {
        var edit = log.letIn(ANNA, BELA, Role.EDIT, Flag.HOST);
        var comment = log.letIn(ANNA, BELA, Role.COMMENT);
        log.say(ANNA, by -> by.removal(BELA.device()));
        assertFalse(log.members.isLive(BELA.device()));
        assertTrue(log.members.isValid(edit) && log.members.isValid(comment));
        assertThrows(Refusal.class, () -> log.of(ANNA).removal(BELA.device()), "it is none any more");
    }

    @Test
    @DisplayName("MB-2 nobody removes an admin of the same or a lower rank, and no member anybody")
    void ranks() {
        log.letIn(ANNA, BELA, Role.ADMIN);
        log.letIn(ANNA, CARL, Role.ADMIN);
        log.letIn(BELA, DORA, Role.EDIT);
        assertThrows(Refusal.class, () -> log.of(BELA).removal(CARL.device()));
        assertThrows(Refusal.class, () -> log.of(BELA).removal(ANNA.device()));
        assertThrows(Refusal.class, () -> log.of(DORA).removal(CARL.device()));
        log.say(CARL, by -> by.removal(DORA.device()));
        log.say(ANNA, by -> by.removal(CARL.device()));
        assertEquals(Set.of(ANNA.device(), BELA.device()), Set.copyOf(log.members.devices()));
    }

    @Test
    @DisplayName("MB-1 who is given less has a new grant, and the former ones are revoked")
    void less() {
        var former = log.letIn(ANNA, BELA, Role.EDIT, Flag.RUN, Flag.HOST);
        log.say(ANNA, by -> by.change(BELA.device(), Role.VIEW, Set.of(Flag.RUN), log.random));
        assertFalse(log.members.isLive(former));
        var now = log.members.strongest(BELA.device());
        assertEquals(Role.VIEW, now.role());
        assertEquals(Set.of(), now.flags(), "who only views runs nothing");
        assertEquals(List.of(), log.of(ANNA).change(BELA.device(), Role.VIEW, Set.of(), log.random));
    }

    @Test
    @DisplayName("MB-1 who is given more keeps the former grant too: what it writes before it hears of it counts")
    void more() {
        var former = log.letIn(ANNA, BELA, Role.EDIT, Flag.HOST);
        log.say(ANNA, by -> by.change(BELA.device(), Role.ADMIN, Set.of(Flag.HOST), log.random));
        assertTrue(log.members.isLive(former));
        assertEquals(Role.ADMIN, log.members.strongest(BELA.device()).role());
        log.say(ANNA, by -> by.change(BELA.device(), Role.EDIT, Set.of(Flag.HOST), log.random));
        assertEquals(Role.EDIT, log.members.strongest(BELA.device()).role());
        assertTrue(log.members.adminGrantOf(BELA.device()).isEmpty());
    }

    @Test
    @DisplayName("MB-2 the only admin neither leaves the others nor takes its own right; with another one it may")
    void lastAdmin() {
        log.letIn(ANNA, BELA, Role.EDIT);
        assertThrows(Refusal.class, () -> log.of(ANNA).farewell());
        assertThrows(Refusal.class, () -> log.of(ANNA).change(ANNA.device(), Role.EDIT, Set.of(), log.random));
        log.letIn(ANNA, CARL, Role.ADMIN);
        log.say(ANNA, by -> by.change(ANNA.device(), Role.EDIT, Set.of(Flag.HOST), log.random));
        assertEquals(Role.EDIT, log.members.strongest(ANNA.device()).role());
        assertTrue(log.members.isLive(CARL.device()), "whom it let in stays in");
        assertEquals(List.of(), log.of(ANNA).farewell(), "who is no admin has nothing to state");
    }

    @Test
    @DisplayName("MB-2 an admin that leaves says its last word on itself")
    void farewell() {
        log.letIn(ANNA, BELA, Role.ADMIN);
        log.letIn(BELA, CARL, Role.EDIT);
        log.say(ANNA, Administration::farewell);
        assertEquals(Set.of(BELA.device(), CARL.device()), Set.copyOf(log.members.devices()));
        log.say(BELA, by -> by.removal(CARL.device()));
        assertEquals(List.of(BELA.device()), log.members.devices());
    }

    private static Succession heir(Identity device) {
        return new Succession(NOTEBOOK, device.keys().publicKey(), device.keys().agreementKey());
    }

    @Test
    @DisplayName("R15 an admin whose keys were changed takes its own place, and the former keys have no right any more")
    void succeedsItself() {
        log.letIn(ANNA, BELA, Role.EDIT);
        log.letIn(ANNA, ANNA, Role.EDIT, Flag.RUN);
        var before = log.members.strongest(ANNA.device());
        log.say(ANNA, by -> by.succession(ANNA.device(), heir(CARL), true, log.random));
        assertEquals(Set.of(BELA.device(), CARL.device()), Set.copyOf(log.members.devices()));
        var now = log.members.strongest(CARL.device());
        assertEquals(before.role(), now.role());
        assertEquals(before.flags(), now.flags());
        assertEquals(before.person(), now.person());
        assertEquals(List.of(), log.of(ANNA).succession(ANNA.device(), heir(CARL), true, log.random), "once");
        log.know(CARL);
        log.say(CARL, by -> by.removal(BELA.device()));
        assertEquals(List.of(CARL.device()), log.members.devices());
    }

    @Test
    @DisplayName("R15 an admin lets in who was a member with other keys, and ends those in a second step")
    void letsSucceed() {
        var former = log.letIn(ANNA, BELA, Role.COMMENT);
        log.say(ANNA, by -> by.succession(BELA.device(), heir(CARL), false, log.random));
        assertEquals(Role.COMMENT, log.members.strongest(CARL.device()).role());
        assertEquals(List.of(), log.of(ANNA).succession(BELA.device(), heir(CARL), false, log.random));
        assertTrue(log.members.isLive(former), "what was made by it may still come");
        log.say(ANNA, by -> by.succession(BELA.device(), heir(CARL), true, log.random));
        assertFalse(log.members.isLive(former));

        log.say(ANNA, by -> by.removal(CARL.device()));
        log.letIn(ANNA, DORA, Role.EDIT);
        assertEquals(List.of(), log.of(ANNA).succession(BELA.device(), heir(DORA), true, log.random), "a removed one");
        assertEquals(
                List.of(), log.of(ANNA).succession(DORA.device(), heir(CARL), true, log.random), "for a removed one");
        assertThrows(
                Refusal.class,
                () -> log.of(DORA).succession(DORA.device(), heir(Samples.identity(9)), true, log.random));
    }

    @Test
    @DisplayName("R15 who changes its keys over and over is let in no more: the log has a limit")
    void succeedsTooOften() {
        var now = BELA;
        log.letIn(ANNA, BELA, Role.EDIT);
        for (int times = 1; times < Administration.GRANTS_OF_PERSON_MAX; times++) {
            var former = now.device();
            now = Samples.identity(100 + times);
            var next = heir(now);
            for (boolean isTold : new boolean[] {false, true})
                log.say(ANNA, by -> by.succession(former, next, isTold, log.random));
        }
        var last = now.device();
        assertEquals(Set.of(ANNA.device(), last), Set.copyOf(log.members.devices()));
        assertEquals(List.of(), log.of(ANNA).succession(last, heir(CARL), true, log.random));
    }
}
