package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.anode.node.replicate.Verdict.Accept;
import org.anode.node.replicate.Verdict.Duplicate;
import org.anode.node.replicate.Verdict.Gap;
import org.anode.node.replicate.Verdict.Malformed;
import org.anode.node.replicate.Verdict.NotAdmitted;
import org.anode.node.replicate.Verdict.UnknownGrant;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;

/**
 * Decides on batches of one document that were not written here, in the order of SY-3:
 *
 * <ol>
 *   <li>size and form, the right notebook and document;
 *   <li>the grant is known;
 *   <li>not stored already; signed, by itself or by a later batch of its chain; the batch before it is stored;
 *   <li>every chunk is sound, by the actor of the header, in order;
 *   <li>the grant may write this document.
 * </ol>
 *
 * <p>Native code never sees what did not pass all of them. Pure; any thread.
 */
public final class Intake implements Judge {
    private final NotebookId notebook;
    private final DocumentName document;
    private final Admission admission;

    public Intake(NotebookId notebook, DocumentName document, Admission admission) {
        this.notebook = notebook;
        this.document = document;
        this.admission = admission;
    }

    public Verdict judge(Bytes encoded, Held held) {
        return judge(List.of(Arrived.read(encoded)), held).getFirst();
    }

    /**
     * A message's batches, in its order; gives a verdict for each. Of consecutive batches of an actor only the last
     * needs its signature checked, the others are named by its chain of hashes (SY-1).
     */
    @Override
    public List<Verdict> judge(List<Arrived> run, Held held) {
        var genuine = genuine(run, held);
        var sound = HashSet.<BatchHash>newHashSet(run.size()); // admitted or not: a run is taken as a whole
        Held both = (actor, seq, hash) -> sound.contains(hash) || held.holds(actor, seq, hash);
        var verdicts = new ArrayList<Verdict>(run.size());
        for (int i = 0; i < run.size(); i++) {
            var verdict = judge(run.get(i), genuine.get(i), both);
            if (verdict instanceof Accept accept) sound.add(accept.batch().hash());
            if (verdict instanceof NotAdmitted other) sound.add(other.batch().hash());
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private Verdict judge(Arrived arrived, boolean genuine, Held held) {
        return switch (arrived.sealed()) {
            case Parsed.Malformed<SealedBatch>(var reason) -> new Malformed(reason);
            case Parsed.Ok<SealedBatch>(var sealed) -> judge(arrived, sealed, genuine, held);
        };
    }

    private Verdict judge(Arrived arrived, SealedBatch sealed, boolean genuine, Held held) {
        var batch = sealed.batch();
        if (!batch.notebook().equals(notebook)) return new Malformed("a batch of another notebook");
        if (!batch.document().equals(document)) return new Malformed("a batch of another document");
        if (admission.deviceKey(batch.grant()).isEmpty()) return new UnknownGrant(batch.grant());
        var actor = sealed.actor();
        if (held.holds(actor, batch.lastSeq(), sealed.hash())) return new Duplicate(sealed.hash());
        if (!genuine) return new Malformed("a wrong signature");
        if (!batch.isFirst() && !held.holds(actor, batch.firstSeq() - 1, batch.previous()))
            return new Gap(batch.grant(), actor, batch.previous());
        return switch (arrived.changes()) {
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> new Malformed(reason);
            case Parsed.Ok<List<ChangeChunk>>(var changes) ->
                admission.admits(Header.of(sealed)) ? new Accept(sealed, changes) : new NotAdmitted(sealed, changes);
        };
    }

    /**
     * Which are signed themselves, or named by a genuine later one as its previous. Naming vouches only within an actor:
     * otherwise a member could pass another's forged batch off as genuine.
     */
    private BitSet genuine(List<Arrived> run, Held held) {
        var found = new BitSet(run.size());
        var named = HashSet.<Named>newHashSet(run.size());
        for (int i = run.size() - 1; i >= 0; i--) {
            if (!(run.get(i).sealed() instanceof Parsed.Ok<SealedBatch>(var sealed))) continue;
            var actor = sealed.actor();
            if (held.holds(actor, sealed.batch().lastSeq(), sealed.hash())) continue; // nor is what it names news
            if (!named.contains(new Named(actor, sealed.hash())) && !isSigned(sealed)) continue;
            found.set(i);
            named.add(new Named(actor, sealed.batch().previous()));
        }
        return found;
    }

    private record Named(ActorId actor, BatchHash hash) {}

    private boolean isSigned(SealedBatch sealed) {
        return admission
                .deviceKey(sealed.batch().grant())
                .filter(key -> BatchCodec.isSignedBy(sealed, key))
                .isPresent();
    }
}
