package org.anode.node.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Batch;
import org.anode.node.replicate.BatchCodec;
import org.anode.node.replicate.Effect;
import org.anode.node.replicate.Event;
import org.anode.node.replicate.Header;
import org.anode.node.replicate.Heard;
import org.anode.node.replicate.Judge;
import org.anode.node.replicate.Notice;
import org.anode.node.replicate.PeerId;
import org.anode.node.replicate.Position;
import org.anode.node.replicate.SealedBatch;
import org.anode.node.replicate.Standing;
import org.anode.node.replicate.Verdict;
import org.anode.node.replicate.WireCodec;
import org.anode.node.replicate.WireMessage;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.Parsed;
import org.anode.schema.cells.CellsPreview;
import org.anode.schema.cells.CellsView;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;
import org.anode.schema.chunk.HistoryCodec;
import org.anode.schema.engine.ChangeFold;
import org.anode.schema.engine.Genesis;

/** The wrong decisions that the simulator must catch. */
enum Mutant {
    ANNOUNCES_BEFORE_PERSISTING,
    SKIPS_THE_DEPS_CHECK,
    QUIET_AFTER_CONNECTING,
    NEVER_TICKS,
    ACCEPTS_A_FOREIGN_ACTOR,
    ACCEPTS_A_BAD_SIGNATURE,
    COUNTS_UNADMITTED,
    ACCEPTS_A_GAP,
    IGNORES_EQUIVOCATION,
    EVICTS_PARKED,
    FORGETS_WANTS,
    KEEPS_BACK_QUARANTINED,
    KEEPS_A_SPOILT_ACTOR,
    NEVER_REBUILDS,
    SAVES_BEFORE_SYNC,
    PREVIEWS_THE_FORGED,
    PREVIEWS_THE_UNSIGNED,
    KEEPS_ITS_NONCE,
    IGNORES_CUTS,
    LEAVES_VOUCHING_OUT,
    IGNORES_RANKS,
    ACCEPTS_LOCALLY,
    ADMITS_ITSELF,
    SELF_REVOKE_CUTS_ITSELF_OFF,
    REFUSES_STATEMENTS,
    PREFERS_THE_LOWER_HASH;

    /** Every so many processes a flaw that only some have. */
    private static final int SOME_EVERY = 3;

    /** @param process a number for each start of a node */
    private Flaw flaw(int process) {
        return switch (this) {
            case ANNOUNCES_BEFORE_PERSISTING -> new AnnouncesFirst();
            case SKIPS_THE_DEPS_CHECK -> new SkipsDeps();
            case QUIET_AFTER_CONNECTING -> new QuietAfterConnecting();
            case NEVER_TICKS -> new NeverTicks();
            case ACCEPTS_A_FOREIGN_ACTOR -> new Accepts("a change by another actor");
            case ACCEPTS_A_BAD_SIGNATURE -> new Accepts("a wrong signature");
            case COUNTS_UNADMITTED -> new CountsUnadmitted();
            case ACCEPTS_A_GAP -> new AcceptsGap();
            case IGNORES_EQUIVOCATION -> new IgnoresEquivocation();
            case EVICTS_PARKED -> new EvictsParked();
            case FORGETS_WANTS -> new ForgetsWants();
            case KEEPS_BACK_QUARANTINED -> new KeepsBackQuarantined();
            case KEEPS_A_SPOILT_ACTOR -> new KeepsSpoiltActor();
            case NEVER_REBUILDS -> new NeverRebuilds();
            case SAVES_BEFORE_SYNC -> new SavesBeforeSync();
            case PREVIEWS_THE_FORGED -> new PreviewsForged();
            case PREVIEWS_THE_UNSIGNED -> new PreviewsUnsigned();
            case KEEPS_ITS_NONCE -> new KeepsNonce();
            case IGNORES_CUTS -> Misreads.noCuts();
            case LEAVES_VOUCHING_OUT -> new LeavesVouchingOut();
            case IGNORES_RANKS -> Misreads.noRanks();
            case ACCEPTS_LOCALLY -> new AcceptsLocally(process % SOME_EVERY == 1);
            case ADMITS_ITSELF -> Misreads.selfAdmits();
            case SELF_REVOKE_CUTS_ITSELF_OFF -> Misreads.selfRevokesCutOff();
            case REFUSES_STATEMENTS -> new RefusesStatements();
            case PREFERS_THE_LOWER_HASH -> Misreads.lowerHashOnly();
        };
    }

    Optional<Scenario.Result> firstCaught(int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            var result = result(seed);
            if (result.failure().isPresent()) return Optional.of(result);
        }
        return Optional.empty();
    }

    Scenario.Result result(long seed) {
        var processes = new AtomicInteger();
        return Scenario.run(seed, () -> flaw(processes.getAndIncrement()));
    }

    private static final class AnnouncesFirst extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            var sorted = new ArrayList<>(
                    right.stream().filter(Effect.Send.class::isInstance).toList());
            right.stream().filter(effect -> !(effect instanceof Effect.Send)).forEach(sorted::add);
            return sorted;
        }
    }

    private static final class SkipsDeps extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            if (cause instanceof Event.Written) return right;
            var effects = new ArrayList<Effect>();
            for (var effect : right) {
                effects.add(effect);
                if (!(effect instanceof Effect.StoreBatches store)) continue;
                for (var batch : store.batches()) {
                    boolean applied = right.stream()
                            .anyMatch(e -> e instanceof Effect.Apply apply
                                    && apply.batch().equals(batch.hash()));
                    if (!applied) effects.add(new Effect.Apply(store.document(), batch.hash(), opened(batch), false));
                }
            }
            return effects;
        }
    }

    private static List<ChangeChunk> opened(SealedBatch sealed) {
        var all = Bytes.concat(sealed.batch().chunks().toArray(Bytes[]::new));
        return ChunkCodec.parse(all) instanceof Parsed.Ok<List<ChangeChunk>>(var changes) ? changes : List.of();
    }

    /** Compares no digests with a peer in its first half minute. */
    private static final class QuietAfterConnecting extends Flaw {
        private final Map<PeerId, Integer> ticks = new HashMap<>();

        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            if (cause instanceof Event.Connected(var peer)) ticks.put(peer, 0);
            if (cause instanceof Event.Tick) ticks.replaceAll((_, count) -> count + 1);
            return right.stream().filter(effect -> !isEarly(effect)).toList();
        }

        private boolean isEarly(Effect effect) {
            return effect instanceof Effect.Send(var to, var message)
                    && message instanceof WireMessage.Digest
                    && to.stream().anyMatch(peer -> ticks.getOrDefault(peer, 0) < 25);
        }
    }

    private static final class NeverTicks extends Flaw {
        @Override
        Optional<Event> event(SimProcess process, Event event) {
            return event instanceof Event.Tick ? Optional.empty() : Optional.of(event);
        }
    }

    /** Changes verdicts. */
    private abstract static class Misjudges extends Flaw {
        abstract Verdict verdict(Bytes encoded, Verdict right);

        @Override
        Function<DocumentName, Judge> judges(Function<DocumentName, Judge> right) {
            return document -> (run, held) -> {
                var verdicts = right.apply(document).judge(run, held);
                var changed = new ArrayList<Verdict>();
                for (int i = 0; i < run.size(); i++)
                    changed.add(verdict(run.get(i).encoded(), verdicts.get(i)));
                return changed;
            };
        }

        static Verdict accept(Bytes encoded, Verdict otherwise) {
            if (!(BatchCodec.decode(encoded) instanceof Parsed.Ok<SealedBatch>(var sealed))) return otherwise;
            var changes = opened(sealed);
            return changes.isEmpty() ? otherwise : new Verdict.Accept(sealed, changes);
        }
    }

    private static final class Accepts extends Misjudges {
        private final String reason;

        Accepts(String reason) {
            this.reason = reason;
        }

        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            return right.equals(new Verdict.Malformed(reason)) ? accept(encoded, right) : right;
        }
    }

    /** Takes any signature where it judges what vouches for a preview: only there what is before a batch counts as held. */
    private static final class PreviewsForged extends Flaw {
        @Override
        Function<DocumentName, Judge> judges(Function<DocumentName, Judge> right) {
            return document -> (run, held) -> {
                var verdicts = right.apply(document).judge(run, held);
                boolean vouches = held.holds(Genesis.ACTOR, 0, Batch.NO_PREVIOUS);
                return vouches ? List.of(Misjudges.accept(run.getFirst().encoded(), verdicts.getFirst())) : verdicts;
            };
        }
    }

    /** Shows whatever the history holds. */
    private static final class PreviewsUnsigned extends Flaw {
        private static final String REASON = "a preview that nobody vouches for";

        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream().map(effect -> shown(cause, effect)).toList();
        }

        private static Effect shown(Event cause, Effect effect) {
            var fold = new ChangeFold();
            return effect instanceof Effect.Report(Notice.BadInput(var peer, var reason))
                            && reason.equals(REASON)
                            && cause instanceof Event.Received(var _, var heard)
                            && heard.message() instanceof Parsed.Ok<WireMessage>(WireMessage.Preview preview)
                            && HistoryCodec.decode(preview.history(), (_, ops) -> fold.add(ops))
                                    instanceof Parsed.Ok<Set<ChangeHash>>(var heads)
                            && CellsPreview.view(fold, heads) instanceof Parsed.Ok<CellsView>(var view)
                    ? new Effect.ShowPreview(peer, view)
                    : effect;
        }
    }

    private static final class CountsUnadmitted extends Misjudges {
        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            return right instanceof Verdict.NotAdmitted(var sealed, var changes)
                    ? new Verdict.Accept(sealed, changes)
                    : right;
        }
    }

    /** A batch that others wait for is not taken, whoever builds on it. */
    private static final class LeavesVouchingOut extends Misjudges {
        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            return right instanceof Verdict.NotAdmitted ? new Verdict.Malformed("without a right") : right;
        }
    }

    /** One process takes what nobody else does. */
    private static final class AcceptsLocally extends Misjudges {
        private final boolean here;

        AcceptsLocally(boolean here) {
            this.here = here;
        }

        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            return here && right instanceof Verdict.NotAdmitted(var sealed, var changes)
                    ? new Verdict.Accept(sealed, changes)
                    : right;
        }
    }

    /** Drops statements that do not count. */
    private static final class RefusesStatements extends Flaw {
        @Override
        Optional<Event> event(SimProcess process, Event event) {
            if (!(event instanceof Event.Received(var peer, var heard))
                    || !(heard.message() instanceof Parsed.Ok<WireMessage>(WireMessage.Statements(var encoded))))
                return Optional.of(event);
            var known = new ArrayList<>(process.statements());
            var kept = new ArrayList<Bytes>();
            for (var one : encoded) {
                if (!(StatementCodec.decode(one) instanceof Parsed.Ok<SealedStatement>(var sealed))) continue;
                known.add(sealed);
                if (Standing.of(known).counts(sealed.hash())) kept.add(one);
                else known.removeLast();
            }
            var message = WireCodec.encode(new WireMessage.Statements(kept));
            return Optional.of(new Event.Received(peer, Heard.read(message)));
        }
    }

    private static final class AcceptsGap extends Misjudges {
        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            return right instanceof Verdict.Gap ? accept(encoded, right) : right;
        }
    }

    /** Who comes first is right. */
    private static final class IgnoresEquivocation extends Misjudges {
        private final Map<Place, BatchHash> first = new HashMap<>();

        private record Place(ActorId actor, BatchHash previous) {}

        @Override
        Verdict verdict(Bytes encoded, Verdict right) {
            if (!(right instanceof Verdict.Accept accept)) return right;
            var header = Header.of(accept.batch());
            var known = first.computeIfAbsent(new Place(header.actor(), header.previous()), _ -> header.hash());
            return known.equals(header.hash()) ? right : new Verdict.Duplicate(header.hash());
        }
    }

    /** Does not keep what can not be applied yet. */
    private static final class EvictsParked extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream()
                    .flatMap(effect -> kept(process, effect).stream())
                    .toList();
        }

        private static Optional<Effect> kept(SimProcess process, Effect effect) {
            if (!(effect instanceof Effect.StoreBatches store)) return Optional.of(effect);
            var applied = new HashSet<>(process.machine.applied(store.document()));
            var kept = store.batches().stream()
                    .filter(batch -> applied.contains(Header.of(batch).position()))
                    .toList();
            return kept.isEmpty() ? Optional.empty() : Optional.of(new Effect.StoreBatches(store.document(), kept));
        }
    }

    private static final class ForgetsWants extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream()
                    .filter(e -> !(e instanceof Effect.Send send && send.message() instanceof WireMessage.Wants))
                    .toList();
        }
    }

    /** Sends only what counts. */
    private static final class KeepsBackQuarantined extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream().map(effect -> counted(process, effect)).toList();
        }

        private static Effect counted(SimProcess process, Effect effect) {
            if (!(effect instanceof Effect.Send(var to, var message))
                    || !(message instanceof WireMessage.Batches(var document, var more, var encoded))) return effect;
            var applied = new HashSet<BatchHash>();
            process.machine.applied(document).stream().map(Position::hash).forEach(applied::add);
            var kept = encoded.stream()
                    .filter(batch -> applied.contains(BatchCodec.hash(batch)))
                    .toList();
            return new Effect.Send(to, new WireMessage.Batches(document, more, kept));
        }
    }

    private static final class KeepsSpoiltActor extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream()
                    .filter(effect -> !(effect instanceof Effect.NewActor))
                    .toList();
        }
    }

    private static final class NeverRebuilds extends Flaw {
        @Override
        List<Effect> effects(SimProcess process, Event cause, List<Effect> right) {
            return right.stream()
                    .filter(effect -> !(effect instanceof Effect.Rebuild))
                    .toList();
        }
    }

    private static final class SavesBeforeSync extends Flaw {
        @Override
        boolean savesBeforeSync() {
            return true;
        }
    }

    private static final class KeepsNonce extends Flaw {
        @Override
        boolean keepsNonce() {
            return true;
        }
    }
}
