package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.Genesis;

/**
 * A member with a changed program beside the proper one: the same device, another mouth. It has the right to edit, and
 * the keys of somebody who may only look.
 */
final class Villain {
    private static final DocumentName CELLS = new DocumentName.Cells();
    private static final int PUPPETS_MAX = 6;

    private final Identity puppet = Samples.identity(99);

    private final World world;
    private final Wires wires;
    private final SimNode node;
    private final GrantId grant;
    private final Identity viewer;
    private final GrantId viewGrant;
    private final Map<GrantId, Role> roles;
    private final Map<ChangeHash, List<Bytes>> vault = new HashMap<>();
    private Optional<SealedStatement> lastStatement = Optional.empty();
    private int puppets;

    Villain(
            World world,
            Wires wires,
            SimNode node,
            GrantId grant,
            Identity viewer,
            GrantId viewGrant,
            Map<GrantId, Role> roles) {
        this.roles = roles;
        this.world = world;
        this.wires = wires;
        this.node = node;
        this.grant = grant;
        this.viewer = viewer;
        this.viewGrant = viewGrant;
    }

    /** Whoever asks for what was withheld is given it. */
    void hear(PeerId from, Bytes message) {
        if (!(WireCodec.decode(message) instanceof Parsed.Ok<WireMessage>(var heard))) return;
        if (heard instanceof WireMessage.PreviewWanted) pretend(from);
        if (!(heard instanceof WireMessage.Wants(var document, var wanted))) return;
        for (var change : wanted) {
            var run = vault.get(change);
            if (run != null) say(List.of(from), new WireMessage.Batches(document, false, run));
        }
    }

    /** A preview of what nobody signed who may: in another's name, by who may only look, or beside what is one's own. */
    private void pretend(PeerId to) {
        world.saw(Seen.FALSE_PREVIEW);
        int kind = world.random.nextInt(3);
        try (var pen =
                        switch (kind) {
                            case 0 -> new Pen(node.identity, Samples.ROOT.grant(), CELLS, nonce());
                            case 1 -> new Pen(viewer, viewGrant, CELLS, nonce());
                            default -> pen();
                        };
                var beside = pen()) {
            var history = new ArrayList<ChangeChunk>();
            if (ChunkCodec.parse(Genesis.CELLS.chunk()) instanceof Parsed.Ok<List<ChangeChunk>>(var genesis))
                history.addAll(genesis);
            var shown = pen.scribble();
            history.addAll(shown);
            var tip = pen.seal(shown);
            if (kind == 2) history.addAll(beside.scribble());
            say(List.of(to), new WireMessage.Preview(CELLS, List.of(tip.encoded()), HistoryCodec.encode(history)));
        }
    }

    boolean hides(ChangeHash change) {
        return vault.containsKey(change);
    }

    void attack() {
        if (!node.isUp()) return;
        world.saw(Seen.HOSTILE);
        switch (world.random.nextInt(14)) {
            case 0 -> forge();
            case 1 -> squat();
            case 2, 3 -> contradict();
            case 4 -> mangle();
            case 5 -> writeAnothersLedger();
            case 6 -> spoilAChange();
            case 7 -> leaveAGap();
            case 8, 9 -> withhold();
            case 10 -> pesterEverybody();
            case 11, 12 -> forkTheLog();
            default -> vouch();
        }
    }

    private List<PeerId> everybody() {
        return node.seen.entrySet().stream()
                .map(seen -> new PeerId(seen.getKey().identity.device(), seen.getValue()))
                .sorted(java.util.Comparator.comparing(PeerId::device))
                .toList();
    }

    private void say(List<PeerId> to, WireMessage message) {
        for (var peer : to) wires.send(node, peer, WireCodec.encode(message));
    }

    private void say(List<PeerId> to, SealedBatch... batches) {
        var encoded = List.of(batches).stream().map(SealedBatch::encoded).toList();
        say(to, new WireMessage.Batches(batches[0].batch().document(), false, encoded));
    }

    private Bytes nonce() {
        var bytes = new byte[Actors.NONCE_BYTES];
        world.random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** A chain of batches with one change each, made in a proper document that holds {@code before}. */
    private final class Pen implements AutoCloseable {
        private final Identity by;
        private final GrantId right;
        private final DocumentName document;
        private final Bytes nonce;
        private final Replica replica;
        private long seq;
        private BatchHash previous = Batch.NO_PREVIOUS;

        Pen(Identity by, GrantId right, DocumentName document, Bytes nonce) {
            this.by = by;
            this.right = right;
            this.document = document;
            this.nonce = nonce;
            this.replica = Replica.open(document, actor());
        }

        ActorId actor() {
            return Actors.derive(Samples.NOTEBOOK, document, right, nonce);
        }

        void read(List<ChangeChunk> before) {
            replica.apply(before);
        }

        List<ChangeChunk> scribble() {
            while (true) {
                var changes = replica.edit(world.random, "v" + world.random.nextInt(1 << 30));
                if (!changes.isEmpty()) return changes;
            }
        }

        SealedBatch write() {
            return seal(scribble());
        }

        SealedBatch seal(List<ChangeChunk> changes) {
            long first = seq + 1;
            seq += changes.size();
            var chunks = changes.stream().map(ChangeChunk::encoded).toList();
            var batch = new Batch(Samples.NOTEBOOK, document, right, nonce, first, seq, previous, chunks);
            var sealed = BatchCodec.seal(batch, by.keys());
            boolean hasRight = !right.equals(Samples.ROOT.grant()) && !right.equals(viewGrant);
            wires.signed.add(document, changes, hasRight);
            previous = sealed.hash();
            return sealed;
        }

        @Override
        public void close() {
            replica.close();
        }
    }

    private Pen pen() {
        return new Pen(node.identity, grant, CELLS, nonce());
    }

    /** In another's name, with a signature that is not the other's. */
    private void forge() {
        try (var pen = new Pen(node.identity, Samples.ROOT.grant(), CELLS, nonce())) {
            say(everybody(), pen.write());
        }
    }

    /** A batch of one's own around a change by another's actor. */
    private void squat() {
        var all = wires.nodes.stream().flatMap(n -> n.edits.stream()).toList();
        if (all.isEmpty()) return;
        var victim = world.any(all).header.actor();
        try (var other = new Pen(node.identity, Samples.ROOT.grant(), CELLS, nonce());
                var pen = pen()) {
            var change = world.random.nextBoolean()
                    ? Samples.change(victim, 1, 0)
                    : other.scribble().getFirst();
            say(everybody(), pen.seal(List.of(change)));
        }
    }

    /** Two batches in one place, each for some of the others, and something built on one. */
    private void contradict() {
        var nonce = nonce();
        try (var one = new Pen(node.identity, grant, CELLS, nonce);
                var other = new Pen(node.identity, grant, CELLS, nonce);
                var third = pen()) {
            if (world.random.nextBoolean()) {
                var common = one.scribble();
                var before = one.seal(common);
                other.read(common);
                var _ = other.seal(common);
                say(everybody(), before);
            }
            var left = one.scribble();
            var first = one.seal(left);
            var second = other.write();
            say(world.some(everybody()), first);
            say(world.some(everybody()), second);
            third.read(left);
            say(world.some(everybody()), third.write());
            if (world.random.nextBoolean()) say(world.some(everybody()), one.write());
        }
    }

    private void mangle() {
        try (var pen = pen()) {
            var whole = WireCodec.encode(new WireMessage.Batches(
                    CELLS, true, List.of(pen.write().encoded(), pen.write().encoded())));
            for (var peer : everybody()) {
                var bytes = whole.toArray();
                for (int i = world.random.nextInt(4); i > 0; i--)
                    bytes[world.random.nextInt(bytes.length)] ^= (byte) (1 + world.random.nextInt(255));
                int length = world.random.nextBoolean() ? bytes.length : world.random.nextInt(bytes.length);
                wires.send(node, peer, Bytes.wrap(bytes).slice(0, length));
            }
        }
    }

    private void writeAnothersLedger() {
        var ledger = new DocumentName.Ledger(Samples.ROOT.grant(), LedgerStart.parse("77-aaaaaaaa"));
        try (var pen = new Pen(node.identity, grant, ledger, nonce())) {
            say(everybody(), pen.write());
        }
    }

    /** A change of another, signed and hashed anew as one's own: what it speaks of is not there. */
    private void spoilAChange() {
        var all = wires.nodes.stream()
                .flatMap(n -> n.edits.stream())
                .filter(edit -> edit.header.document().equals(CELLS))
                .toList();
        if (all.isEmpty()) return;
        var changes = world.any(all).changes;
        var original = changes.getFirst();
        try (var pen = pen()) {
            var bytes = original.encoded()
                    .toHex()
                    .replace(original.actor().toString(), pen.actor().toString());
            var spoilt = rehashed(Bytes.hex(bytes), original);
            spoilt.ifPresent(change -> {
                var bad = pen.seal(List.of(change));
                say(everybody(), bad);
            });
        }
    }

    /** With the sequence number 1, and the checksum that belongs to it. */
    private Optional<ChangeChunk> rehashed(Bytes chunk, ChangeChunk original) {
        var array = chunk.toArray();
        var actor = chunk.toHex().indexOf(original.actor().toString());
        int at = seqAt(array);
        if (actor >= 0 || at < 0 || array[at] < 0) return Optional.empty();
        array[at] = 1;
        var hash = Bytes.wrap(array).slice(8, array.length).sha256();
        System.arraycopy(hash.slice(0, 4).toArray(), 0, array, 4, 4);
        return ChunkCodec.parse(Bytes.wrap(array)) instanceof Parsed.Ok<List<ChangeChunk>>(var parsed)
                ? Optional.of(parsed.getFirst())
                : Optional.empty();
    }

    /** Behind magic, checksum, type, length, dependencies and actor. */
    private static int seqAt(byte[] chunk) {
        if (chunk[8] != 1) return -1;
        int at = 9;
        while (chunk[at++] < 0) {}
        int deps = chunk[at++];
        return deps < 0 ? -1 : at + deps * ChangeHash.SIZE_BYTES + 1 + ActorId.SIZE_BYTES;
    }

    /** The second before the first. */
    private void leaveAGap() {
        try (var pen = pen()) {
            var first = pen.write();
            var second = pen.write();
            var third = pen.write();
            say(everybody(), third);
            say(world.some(everybody()), first);
            if (world.random.nextBoolean()) say(world.some(everybody()), first, second, third);
        }
    }

    /** Something that builds on what only those get who ask. */
    private void withhold() {
        boolean mine = world.random.nextBoolean();
        try (var hidden = new Pen(mine ? node.identity : viewer, mine ? grant : viewGrant, CELLS, nonce());
                var shown = pen()) {
            var run = new ArrayList<Bytes>();
            var changes = new ArrayList<ChangeChunk>();
            for (int i = world.random.nextInt(3); i >= 0; i--) {
                var change = hidden.scribble();
                changes.addAll(change);
                run.add(hidden.seal(change).encoded());
            }
            vault.put(changes.getLast().hash(), run);
            shown.read(changes);
            say(everybody(), shown.write());
        }
    }

    /** One without a right writes, and one with a right builds on it, for some. */
    private void vouch() {
        try (var theirs = new Pen(viewer, viewGrant, CELLS, nonce());
                var own = pen()) {
            var changes = new ArrayList<>(theirs.scribble());
            var first = theirs.seal(changes);
            var more = theirs.scribble();
            var second = theirs.seal(more);
            changes.addAll(more);
            say(everybody(), first, second);
            if (world.random.nextBoolean()) return;
            own.read(changes);
            var built = own.write();
            say(world.some(everybody()), built);
            say(world.some(everybody()), first, second, built);
            vault.put(more.getLast().hash(), List.of(first.encoded(), second.encoded()));
        }
    }

    /** An admin makes somebody a member twice, each for some; whoever the rule prefers, all must agree. */
    private void forkTheLog() {
        if (roles.get(grant) != Role.ADMIN || puppets >= PUPPETS_MAX) return;
        world.saw(Seen.FORKED_LOG);
        var one = member();
        var other = member();
        lastStatement = Optional.of(one.hash().compareTo(other.hash()) < 0 ? one : other);
        say(world.some(everybody()), new WireMessage.Statements(List.of(one.encoded())));
        say(world.some(everybody()), new WireMessage.Statements(List.of(other.encoded())));
        var own = List.of(node.id());
        for (var statement : List.of(one, other)) {
            say(own, new WireMessage.Statements(List.of(statement.encoded())));
            try (var pen = new Pen(puppet, statement.grant(), CELLS, nonce())) {
                say(world.some(everybody()), pen.write());
            }
        }
    }

    private SealedStatement member() {
        var body = new Statement.Grant(
                puppet.keys().publicKey(),
                puppet.keys().agreementKey(),
                puppet.person(),
                Role.EDIT,
                Set.of(Flag.RUN),
                Samples.filled(Statement.SALT_BYTES, puppets++));
        var previous = lastStatement.map(SealedStatement::hash).orElse(Statement.NO_PREVIOUS);
        long seq = lastStatement.map(last -> last.statement().seq() + 1).orElse(1L);
        var sealed = StatementCodec.seal(new Statement(Optional.of(grant), seq, previous, body), node.identity.keys());
        roles.put(sealed.grant(), Role.EDIT);
        wires.expectHostile(sealed.grant());
        return sealed;
    }

    /** Questions without end, and digests that fit nothing. */
    private void pesterEverybody() {
        var hash = Bytes.utf8("nothing").sha256();
        var questions = List.<WireMessage>of(
                new WireMessage.Digest(hash, hash),
                new WireMessage.Summary(List.of(new WireMessage.GrantDigest(grant, hash))),
                new WireMessage.Positions(List.of(new WireMessage.GrantPositions(Samples.ROOT.grant(), List.of()))),
                new WireMessage.Wants(CELLS, List.of(new ChangeHash(hash))),
                new WireMessage.MemberTips(List.of()));
        for (int i = 0; i < 10; i++) for (var question : questions) say(world.some(everybody()), question);
    }

    Set<GrantId> grants() {
        return new HashSet<>(List.of(grant, viewGrant));
    }
}
