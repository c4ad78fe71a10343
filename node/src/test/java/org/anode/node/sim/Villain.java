package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Samples;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.ActorId;
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

    /** How often something is written anew until its hash is the lower one. */
    private static final int GRINDING_MAX = 4;

    private static final double USURPS_CHANCE = 0.4;
    private static final double PUBLISHES_CHANCE = 0.4;

    private final World world;
    private final Wires wires;
    private final SimNode node;
    private final GrantId grant;
    private final Identity viewer;
    private final GrantId viewGrant;
    private final Mouth mouth;
    private final Usurper usurper;
    private final Map<ChangeHash, List<Bytes>> vault = new HashMap<>();
    private final List<Run> published = new ArrayList<>();
    private Bytes planned;

    /** A chain of batches that everybody was told of. */
    private record Run(Bytes nonce, List<List<ChangeChunk>> changes, List<SealedBatch> batches) {
        Run(Bytes nonce) {
            this(nonce, new ArrayList<>(), new ArrayList<>());
        }

        void add(List<ChangeChunk> more, SealedBatch batch) {
            changes.add(more);
            batches.add(batch);
        }

        List<ChangeChunk> before(int at) {
            return changes.subList(0, at).stream().flatMap(List::stream).toList();
        }
    }

    Villain(World world, Wires wires, SimNode node, GrantId grant, Identity viewer, GrantId viewGrant) {
        this.world = world;
        this.wires = wires;
        this.node = node;
        this.grant = grant;
        this.viewer = viewer;
        this.viewGrant = viewGrant;
        this.mouth = new Mouth(world, wires, node);
        this.planned = world.nonce();
        this.usurper = new Usurper(world, mouth, grant, () -> Actors.derive(Samples.NOTEBOOK, CELLS, grant, planned));
    }

    /** Whoever asks for what was withheld is given it. */
    void hear(PeerId from, Bytes message) {
        if (!(WireCodec.decode(message) instanceof Parsed.Ok<WireMessage>(var heard))) return;
        if (heard instanceof WireMessage.PreviewWanted) pretend(from);
        if (!(heard instanceof WireMessage.Wants(var document, var wanted))) return;
        for (var change : wanted) {
            var run = vault.get(change);
            if (run != null) mouth.say(List.of(from), new WireMessage.Batches(document, false, run));
        }
    }

    /** A preview of what nobody signed who may: in another's name, by who may only look, or beside what is one's own. */
    private void pretend(PeerId to) {
        world.saw(Seen.FALSE_PREVIEW);
        int kind = world.random.nextInt(3);
        try (var pen =
                        switch (kind) {
                            case 0 -> forger();
                            case 1 -> viewersPen();
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
            mouth.say(
                    List.of(to), new WireMessage.Preview(CELLS, List.of(tip.encoded()), HistoryCodec.encode(history)));
        }
    }

    boolean hides(ChangeHash change) {
        return vault.containsKey(change);
    }

    void attack() {
        if (!node.isUp()) return;
        world.saw(Seen.HOSTILE);
        if (world.chance(USURPS_CHANCE)) usurper.attack();
        if (world.chance(PUBLISHES_CHANCE)) {
            if (world.random.nextBoolean()) publish();
            else goOnWithWhatWasPublished();
        }
        switch (world.random.nextInt(12)) {
            case 0 -> forge();
            case 1 -> squat();
            case 2, 3 -> contradict();
            case 4 -> mangle();
            case 5 -> writeAnothersLedger();
            case 6 -> spoilAChange();
            case 7 -> leaveAGap();
            case 8, 9 -> withhold();
            case 10 -> pesterEverybody();
            default -> vouch();
        }
    }

    private List<PeerId> everybody() {
        return mouth.everybody();
    }

    private void say(List<PeerId> to, SealedBatch... batches) {
        mouth.say(to, batches);
    }

    private Pen pen(Bytes nonce) {
        return new Pen(world, wires, node.identity, grant, CELLS, nonce, true);
    }

    private Pen pen() {
        return pen(world.nonce());
    }

    private Pen viewersPen() {
        return new Pen(world, wires, viewer, viewGrant, CELLS, world.nonce(), false);
    }

    /** Signs with its own key in the name of the root. */
    private Pen forger() {
        return new Pen(world, wires, node.identity, Samples.ROOT.grant(), CELLS, world.nonce(), false);
    }

    /** In another's name, with a signature that is not the other's. */
    private void forge() {
        try (var pen = forger()) {
            say(everybody(), pen.write());
        }
    }

    /** A batch of one's own around a change by another's actor. */
    private void squat() {
        var all = wires.nodes.stream().flatMap(n -> n.edits.stream()).toList();
        if (all.isEmpty()) return;
        var victim = world.any(all).header.actor();
        try (var other = forger();
                var pen = pen()) {
            var change = world.random.nextBoolean()
                    ? Samples.change(victim, 1, 0)
                    : other.scribble().getFirst();
            say(everybody(), pen.seal(List.of(change)));
        }
    }

    /** Two batches in one place, each for some of the others, and something built on one. */
    private void contradict() {
        var nonce = world.nonce();
        try (var one = pen(nonce);
                var other = pen(nonce);
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
            say(mouth.some(), first);
            say(mouth.some(), second);
            third.read(left);
            say(mouth.some(), third.write());
            if (world.random.nextBoolean()) say(mouth.some(), one.write());
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
        try (var pen = new Pen(world, wires, node.identity, grant, ledger, world.nonce(), true)) {
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
            say(mouth.some(), first);
            if (world.random.nextBoolean()) say(mouth.some(), first, second, third);
        }
    }

    /** Something that builds on what only those get who ask. */
    private void withhold() {
        try (var hidden = world.random.nextBoolean() ? pen() : viewersPen();
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
        try (var theirs = viewersPen();
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
            say(mouth.some(), built);
            say(mouth.some(), first, second, built);
            vault.put(more.getLast().hash(), List.of(first.encoded(), second.encoded()));
        }
    }

    /** Something that others build on, and admins name in a cut. */
    private void publish() {
        var run = new Run(planned);
        planned = world.nonce();
        try (var pen = pen(run.nonce)) {
            for (int i = world.random.nextInt(3); i >= -1; i--) {
                var changes = pen.scribble();
                run.add(changes, pen.seal(changes));
            }
        }
        published.add(run);
        say(everybody(), run.batches.toArray(SealedBatch[]::new));
    }

    /** Goes on with it, whether removed meanwhile or not; or another branch beside it, with the lower hash. */
    private void goOnWithWhatWasPublished() {
        if (published.isEmpty()) return;
        var run = world.any(published);
        boolean forks = world.random.nextBoolean();
        int at = forks ? world.random.nextInt(run.batches.size()) : run.batches.size();
        world.saw(forks ? Seen.FORKED_LATE : Seen.WENT_ON);
        for (int i = 0; i < GRINDING_MAX; i++) {
            try (var pen = pen(run.nonce)) {
                pen.goOnAfter(
                        run.before(at),
                        at == 0 ? Batch.NO_PREVIOUS : run.batches.get(at - 1).hash());
                var changes = pen.scribble();
                var batch = pen.seal(changes);
                boolean lower =
                        forks && batch.hash().compareTo(run.batches.get(at).hash()) < 0;
                if (forks && !lower && i + 1 < GRINDING_MAX) continue;
                if (!forks) run.add(changes, batch);
                say(mouth.some(), batch);
                return;
            }
        }
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
        for (int i = 0; i < 10; i++) for (var question : questions) mouth.say(mouth.some(), question);
    }
}
