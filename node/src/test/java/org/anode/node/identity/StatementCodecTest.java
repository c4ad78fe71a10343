package org.anode.node.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class StatementCodecTest {
    private static final Identity ANNA = identity(1);
    private static final Bytes SALT = filled(Statement.SALT_BYTES, 9);
    private static final SealedStatement ROOT = RootStatement.create(ANNA, SALT);

    @Test
    @DisplayName("MB-1 the bytes of a root statement never change, its hash is the notebook's id")
    void golden_root() {
        var keys = ANNA.keys();
        var expected = "8701" + "40" + "00" + "5820" + "00".repeat(32) + "656772616e74" + "86" + "5820"
                + keys.publicKey().toHex() + "5820" + keys.agreementKey().toHex() + "50" + "01".repeat(16) + "03" + "03"
                + "50" + "09".repeat(16) + "5840" + ROOT.signature().toHex();
        assertEquals(expected, ROOT.encoded().toHex());
        assertEquals(
                "nrictazzlh6s7zcoyngbl736pskjdjjr6yq7f5wfak7fedswud4q",
                ROOT.notebook().toString());
        var hash = Bytes.concat(Bytes.utf8("anode-statement-1"), ROOT.encoded()).sha256();
        assertEquals(new NotebookId(hash), ROOT.notebook());
        assertEquals(new GrantId(hash), ROOT.grant());
    }

    @Test
    @DisplayName("MB-1 the root gives its creator everything and is signed by the key it names")
    void the_root_opens() {
        var grant = assertInstanceOf(Parsed.Ok.class, RootStatement.open(ROOT.notebook(), ROOT.encoded()))
                .value();
        var keys = ANNA.keys();
        assertEquals(
                new Statement.Grant(
                        keys.publicKey(),
                        keys.agreementKey(),
                        ANNA.person(),
                        Role.ADMIN,
                        Set.of(Flag.RUN, Flag.HOST),
                        SALT),
                grant);
    }

    @Test
    void another_salt_is_another_notebook() {
        assertNotEquals(
                ROOT.notebook(), RootStatement.create(ANNA, filled(16, 8)).notebook());
    }

    @Test
    @DisplayName("MB-1 a root with any byte changed does not open")
    void every_flip_of_a_byte_is_seen() {
        var bytes = ROOT.encoded().toArray();
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 1;
            var changed = Bytes.copyOf(bytes);
            assertInstanceOf(Parsed.Malformed.class, RootStatement.open(ROOT.notebook(), changed));
            var asItsOwn = StatementCodec.decode(changed);
            if (asItsOwn instanceof Parsed.Ok<SealedStatement>(var sealed))
                assertInstanceOf(Parsed.Malformed.class, RootStatement.open(sealed.notebook(), changed), "byte " + at);
            bytes[at] ^= 1;
        }
    }

    @Test
    void every_kind_goes_there_and_back() {
        var tips = new TreeMap<>(java.util.Map.of(
                new ActorId(filled(16, 1)), new Cut.Tip(7, new BatchHash(filled(32, 2))),
                new ActorId(filled(16, 3)), new Cut.Tip(1L << 40, new BatchHash(filled(32, 4)))));
        SortedMap<String, SortedMap<ActorId, Cut.Tip>> documents =
                new TreeMap<>(java.util.Map.of("cells", tips, "comments", tips));
        var cut = new Cut(documents, filled(32, 5));
        var to = new Statement.Recipient(new DeviceId(filled(32, 6)), filled(80, 7));
        var keys = ANNA.keys();
        var bodies = List.of(
                new Statement.Grant(keys.publicKey(), keys.agreementKey(), ANNA.person(), Role.VIEW, Set.of(), SALT),
                new Statement.Revoke(ROOT.grant(), cut),
                new Statement.Revoke(ROOT.grant(), Cut.nothing()),
                new Statement.Admit(ROOT.grant(), cut),
                new Statement.Epoch(3, filled(32, 8), List.of(ROOT.grant()), List.of(to, to)),
                new Statement.Schema(2));
        for (var body : bodies) {
            var statement = new Statement(Optional.of(ROOT.grant()), 2, filled(32, 1), body);
            var sealed = StatementCodec.seal(statement, keys);
            var decoded = ok(StatementCodec.decode(sealed.encoded()));
            assertEquals(sealed, decoded);
            assertTrue(decoded.signedBy(keys.publicKey()));
            assertFalse(decoded.signedBy(identity(2).keys().publicKey()));
        }
    }

    @Test
    void a_root_that_is_not_an_admin_or_has_a_chain_is_malformed() {
        var body = (Statement.Grant) ROOT.statement().body();
        var viewer = new Statement.Grant(
                body.deviceKey(), body.agreementKey(), body.person(), Role.VIEW, body.flags(), body.salt());
        var none = Optional.<GrantId>empty();
        malformed(new Statement(none, 0, Statement.NO_PREVIOUS, viewer));
        malformed(new Statement(none, 1, Statement.NO_PREVIOUS, body));
        malformed(new Statement(none, 0, filled(32, 1), body));
        malformed(new Statement(none, 0, Statement.NO_PREVIOUS, new Statement.Schema(1)));
        malformed(new Statement(Optional.of(ROOT.grant()), 0, Statement.NO_PREVIOUS, body));
        malformed(new Statement(Optional.of(ROOT.grant()), 2, Statement.NO_PREVIOUS, body));
    }

    @Test
    @DisplayName("MB-1 a device key anybody could sign for is malformed")
    void weak_keys_are_malformed() {
        var body = (Statement.Grant) ROOT.statement().body();
        var weak = new Statement.Grant(
                Bytes.hex("01" + "00".repeat(31)),
                body.agreementKey(),
                body.person(),
                Role.ADMIN,
                body.flags(),
                body.salt());
        malformed(new Statement(Optional.empty(), 0, Statement.NO_PREVIOUS, weak));
    }

    @Test
    @DisplayName("SY-14 random and changed bytes are malformed, never an exception")
    void random_bytes_never_throw() {
        var random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            var bytes = round % 2 == 0
                    ? new byte[random.nextInt(200)]
                    : ROOT.encoded().toArray();
            if (round % 2 == 0) random.nextBytes(bytes);
            else bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            assertInstanceOf(Parsed.Malformed.class, RootStatement.open(ROOT.notebook(), Bytes.wrap(bytes)));
        }
    }

    private static void malformed(Statement statement) {
        var sealed = StatementCodec.seal(statement, ANNA.keys());
        assertInstanceOf(Parsed.Malformed.class, StatementCodec.decode(sealed.encoded()));
    }

    private static SealedStatement ok(Parsed<SealedStatement> parsed) {
        if (parsed instanceof Parsed.Ok<SealedStatement>(var sealed)) return sealed;
        throw new AssertionError(parsed);
    }

    private static Identity identity(int seed) {
        return new Identity(
                DeviceKeys.of(filled(DeviceKeys.SECRET_BYTES, seed)), new PersonId(filled(16, seed)), "device " + seed);
    }

    private static Bytes filled(int size, int value) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }
}
