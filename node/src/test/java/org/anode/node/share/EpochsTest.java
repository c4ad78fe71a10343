package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.filled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Samples;
import org.anode.node.room.RoomSecret;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EpochsTest {
    private static final Identity CARL = Samples.identity(3);
    private static final RoomSecret FIRST = new RoomSecret(filled(32, 1), 0);

    private final MemberLog log = new MemberLog();

    private void removeBela() {
        log.say(ANNA, by -> by.removal(BELA.device()));
    }

    @Test
    @DisplayName("MB-7 who joins needs no new secret; who is removed makes one due, which only the others can open")
    void removal() {
        log.letIn(ANNA, BELA, Role.EDIT);
        log.letIn(ANNA, CARL, Role.EDIT);
        assertTrue(log.epochs().isCurrent(FIRST));
        assertFalse(log.epochs().isOnMe(ANNA.device(), List.of()));
        removeBela();
        assertTrue(log.epochs().isOnMe(ANNA.device(), List.of(CARL.device())));
        assertFalse(log.epochs().isOnMe(CARL.device(), List.of()), "it is no admin");
        log.renew(ANNA);
        assertFalse(log.epochs().isOnMe(ANNA.device(), List.of()));
        assertFalse(log.epochs().isCurrent(FIRST));
        var now = log.epochs().mine(CARL).orElseThrow();
        assertEquals(1, now.epoch());
        assertEquals(Optional.of(now), log.epochs().mine(ANNA));
        assertTrue(log.epochs().isCurrent(now));
        assertEquals(Optional.empty(), log.epochs().mine(BELA));
        log.letIn(ANNA, Samples.identity(4), Role.EDIT);
        assertFalse(log.epochs().isOnMe(ANNA.device(), List.of()), "who joins is given the present one");
    }

    @Test
    @DisplayName("MB-7 who came back and is removed again makes another one due; another role does not")
    void again() {
        log.letIn(ANNA, BELA, Role.EDIT);
        removeBela();
        log.renew(ANNA);
        log.letIn(ANNA, BELA, Role.EDIT);
        log.say(ANNA, by -> by.change(BELA.device(), Role.VIEW, Set.of(), log.random));
        assertFalse(log.members.standing().isEpochSpent());
        removeBela();
        assertTrue(log.members.standing().isEpochSpent());
        log.renew(ANNA);
        assertEquals(2, log.epochs().mine(ANNA).orElseThrow().epoch());
    }

    @Test
    @DisplayName("MB-7 of the admins that can be reached the one of the lowest rank states it")
    void whoseTurn() {
        log.letIn(ANNA, BELA, Role.ADMIN);
        log.letIn(ANNA, CARL, Role.EDIT);
        log.say(BELA, by -> by.removal(CARL.device()));
        assertTrue(log.epochs().isOnMe(BELA.device(), List.of()));
        assertFalse(log.epochs().isOnMe(BELA.device(), List.of(ANNA.device())));
        assertTrue(log.epochs().isOnMe(ANNA.device(), List.of(BELA.device())));
    }

    @Test
    @DisplayName("MB-7 of two of the same number the lower hash counts, and a number nobody can have come to does not")
    void contradictions() {
        log.letIn(ANNA, BELA, Role.ADMIN);
        log.letIn(ANNA, CARL, Role.EDIT);
        log.say(ANNA, by -> by.removal(CARL.device()));
        var one = log.epochs().next(log.members.adminGrantOf(ANNA.device()).orElseThrow(), ANNA.keys(), log.random);
        var other = log.epochs().next(log.members.adminGrantOf(BELA.device()).orElseThrow(), BELA.keys(), log.random);
        log.take(one);
        log.take(other);
        var lower = one.hash().compareTo(other.hash()) < 0 ? one : other;
        assertEquals(
                Optional.of(lower.statement().body()), log.members.standing().epoch());
        var issuer = log.members.adminGrantOf(BELA.device()).orElseThrow();
        var liar = new Statement.Epoch(1L << 50, filled(32, 1), List.of(), List.of());
        log.take(StatementCodec.seal(log.members.following(issuer, liar), BELA.keys()));
        assertEquals(
                Optional.of(lower.statement().body()), log.members.standing().epoch());
    }

    @Test
    @DisplayName("MB-7 a secret that somebody hands over counts only if it leads to the room that is stated")
    void handedOver() {
        log.letIn(ANNA, BELA, Role.EDIT);
        log.letIn(ANNA, CARL, Role.EDIT, Flag.HOST);
        removeBela();
        log.renew(ANNA);
        var now = log.epochs().mine(ANNA).orElseThrow();
        assertEquals(Optional.of(now), open(CARL, now));
        assertEquals(Optional.empty(), open(CARL, new RoomSecret(filled(32, 9), 1)));
        assertEquals(Optional.empty(), open(CARL, FIRST));
        var sealed = Samples.ok(log.epochs().sealed(CARL.device(), now, log.random));
        assertEquals(Optional.empty(), log.epochs().opened(ANNA, 1, sealed), "sealed for another");
    }

    private Optional<RoomSecret> open(Identity device, RoomSecret secret) {
        var sealed = Samples.ok(log.epochs().sealed(device.device(), secret, log.random));
        return log.epochs().opened(device, secret.epoch(), sealed);
    }

    @Test
    @DisplayName("MB-7 a log is handed over in order, in messages of a size; who was removed is told just that")
    void messages() {
        log.letIn(ANNA, BELA, Role.EDIT);
        log.letIn(ANNA, CARL, Role.EDIT);
        removeBela();
        log.renew(ANNA);
        var all = Handover.of(log.members.statements(), 1, filled(80, 2));
        assertEquals(1, all.size());
        var there = Samples.ok(Handover.decode(all.getFirst().encoded()));
        assertEquals(all.getFirst(), there);
        assertEquals(log.members.devices(), read(there.statements()).devices());

        assertEquals(List.of(), log.members.farewell(CARL.device()));
        var bela = read(log.members.farewell(BELA.device()));
        assertTrue(bela.wasMember(BELA.device()) && !bela.isLive(BELA.device()));
        assertEquals(Optional.empty(), bela.standing().epoch());
        assertInstanceOf(Parsed.Malformed.class, Handover.decode(Bytes.EMPTY));
    }

    private static Members read(List<Bytes> statements) {
        var members = new Members(NOTEBOOK, statements.getFirst());
        var taken = new ArrayList<>(members.takeAll(statements.subList(1, statements.size())));
        taken.forEach(one -> assertInstanceOf(Members.Taken.New.class, one));
        return members;
    }
}
