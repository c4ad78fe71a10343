package org.anode.node.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.PairingMessage.Agreed;
import org.anode.node.share.PairingMessage.Answer;
import org.anode.node.share.PairingMessage.Ask;
import org.anode.node.share.PairingMessage.Done;
import org.anode.node.share.PairingMessage.No;
import org.anode.node.share.PairingMessage.Reveal;
import org.anode.node.share.PairingMessage.Why;
import org.anode.node.share.PairingMessage.Yes;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;

/** The side that took a link up: it speaks to the device that made it, and keeps it once that one has kept this. */
public final class PairingTaker implements PairingMachine {
    /** A side that ended still tells the other why. */
    static final long LINGER_MS = 30_000;

    private final PairingLink link;
    private final Identity self;
    private final String selfName;
    private final RandomGenerator random;
    private final long endMs;
    private final SequencedMap<PeerId, PairingPeer> makers = new LinkedHashMap<>();
    private @Nullable Talk talk;
    private Optional<Yes> heardYes = Optional.empty();
    private int tries;
    private boolean saidYes;
    private Optional<Why> whyNot = Optional.empty();
    private long overMs;
    private Pairing shown = Pairing.NOBODY;

    /** With the maker, for one commitment. */
    private record Talk(PairingPeer with, AskingWords words) {}

    /**
     * @param selfName of this device, for people
     * @param random   a secure one
     */
    public PairingTaker(PairingLink link, Identity self, String selfName, RandomGenerator random, long nowMs) {
        this.link = link;
        this.self = self;
        this.selfName = OneLine.of(selfName, Identity.NAME_CHARS_MAX);
        this.random = random;
        this.endMs = nowMs + LIFE_MS;
        this.overMs = endMs;
    }

    @Override
    public Pairing shown() {
        return shown;
    }

    @Override
    public boolean isOver(long nowMs) {
        return nowMs >= overMs;
    }

    @Override
    public List<Effect> on(Event event, long nowMs) {
        return switch (event) {
            case Event.Connected(var peer, var deviceKey, var agreementKey) ->
                deviceKey.equals(link.deviceKey())
                        ? met(new PairingPeer(peer, deviceKey, agreementKey), nowMs)
                        : List.of();
            case Event.Gone(var peer) -> {
                makers.remove(peer);
                yield List.of();
            }
            case Event.Received(var peer, var message) -> {
                var now = talk;
                yield now == null || !now.with.id().equals(peer) ? List.of() : received(now, message, nowMs);
            }
            case Event.Compared(var same) -> compared(same, nowMs);
            case Event.Tick() -> tick(nowMs);
        };
    }

    /** Its former connections may not be known to be gone. */
    private List<Effect> met(PairingPeer maker, long nowMs) {
        makers.put(maker.id(), maker);
        var now = talk;
        boolean goesOn = now != null && makers.containsKey(now.with.id());
        return goesOn || hasWords() || hasEnded() ? List.of() : begin(maker, nowMs);
    }

    private boolean hasWords() {
        return !shown.words().isEmpty();
    }

    private List<Effect> begin(PairingPeer maker, long nowMs) {
        if (tries == TRIES_MAX) return ended(PairingText.TOO_MANY, nowMs);
        tries++;
        var words = new AskingWords(link.purpose(), self.keys().publicKey(), link.deviceKey(), random);
        var begun = new Talk(maker, words);
        talk = begun;
        return List.of(ask(begun));
    }

    private Effect ask(Talk now) {
        return now.with.send(new Ask(now.words.commitment(), selfName));
    }

    private List<Effect> received(Talk now, Bytes message, long nowMs) {
        return switch (PairingCodec.decode(message)) {
            case Parsed.Malformed<PairingMessage>(var reason) -> List.of(now.with.badInput(reason));
            case Parsed.Ok<PairingMessage>(var said) -> hasEnded() ? told(now) : heard(now, said, nowMs);
        };
    }

    /** After the end. */
    private List<Effect> told(Talk now) {
        return whyNot.map(why -> List.of(now.with.send(new No(why)))).orElse(List.of());
    }

    private List<Effect> heard(Talk now, PairingMessage said, long nowMs) {
        return switch (said) {
            case Answer(var nonce) -> answered(now, nonce);
            case Yes yes -> agreedThere(now, yes);
            case Done() when saidYes && heardYes.isPresent() -> keep(now, heardYes.get());
            case Done() -> List.of(now.with.badInput("nothing was agreed to"));
            case No(var why) ->
                ended(
                        switch (why) {
                            case WORDS_DIFFER -> PairingText.differThere(link.name());
                            case TAKEN -> PairingText.TAKEN;
                        },
                        nowMs);
            case Ask _, Reveal _, Agreed _ -> List.of(now.with.badInput("not for the taker"));
        };
    }

    private List<Effect> answered(Talk now, Bytes nonce) {
        if (now.words.isAnsweredOtherwise(nonce)) return List.of(now.with.badInput("another answer"));
        boolean known = now.words.isAnswered();
        now.words.answered(nonce);
        var effects = new ArrayList<Effect>(List.of(reveal(now)));
        if (known) return effects;
        var device = Optional.of(link.device());
        effects.addAll(show(new Pairing(device, link.name(), now.words.words(), Optional.empty())));
        return effects;
    }

    private Effect reveal(Talk now) {
        return now.with.send(new Reveal(now.words.nonce()));
    }

    private List<Effect> agreedThere(Talk now, Yes yes) {
        boolean isSound = now.words.isAnswered()
                && voucher(yes).isFor(yes.person(), self.keys().publicKey());
        if (!isSound) return List.of(now.with.badInput("a word that says nothing"));
        heardYes = Optional.of(yes);
        return saidYes ? List.of(agreed(now, yes)) : List.of();
    }

    private Voucher voucher(Yes yes) {
        return new Voucher(link.deviceKey(), yes.signature());
    }

    private Effect agreed(Talk now, Yes yes) {
        var voucher = Voucher.by(self.keys(), yes.person(), link.deviceKey());
        return now.with.send(new Agreed(voucher.signature()));
    }

    /** Nobody waits for a word of this side any more. */
    private List<Effect> keep(Talk now, Yes yes) {
        shown = shown.paired(PairingText.paired(link.name()));
        overMs = 0;
        return List.of(new Effect.Keep(now.with.pair(link.name(), voucher(yes), yes.person())), new Effect.Changed());
    }

    private List<Effect> compared(boolean same, long nowMs) {
        var now = talk;
        if (now == null || hasEnded() || !hasWords()) return List.of();
        if (same) {
            saidYes = true;
            return heardYes.map(yes -> List.of(agreed(now, yes))).orElse(List.of());
        }
        whyNot = Optional.of(Why.WORDS_DIFFER);
        return ended(PairingText.DIFFER_HERE, nowMs, now.with.send(new No(Why.WORDS_DIFFER)));
    }

    private List<Effect> tick(long nowMs) {
        if (hasEnded()) return List.of();
        var now = talk;
        if (nowMs >= endMs)
            return ended(now == null ? PairingText.notFound(link) : PairingText.silent(link.name()), nowMs);
        if (now == null) return List.of();
        if (!now.words.isAnswered()) return List.of(ask(now));
        if (heardYes.isEmpty()) return List.of(reveal(now));
        return saidYes ? List.of(agreed(now, heardYes.get())) : List.of();
    }

    private boolean hasEnded() {
        return shown.ended().isPresent();
    }

    private List<Effect> ended(String sentence, long nowMs, Effect... effects) {
        overMs = Math.min(endMs, nowMs + LINGER_MS);
        var all = new ArrayList<>(List.of(effects));
        all.addAll(show(shown.ended(sentence)));
        return all;
    }

    private List<Effect> show(Pairing now) {
        shown = now;
        return List.of(new Effect.Changed());
    }
}
