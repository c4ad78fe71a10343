package org.anode.node.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The side that made the link: it has to do with one taker at a time, and keeps it once that one said yes too. */
public final class PairingMaker implements PairingMachine {
    private final PairingLink link;
    private final Identity self;
    private final RandomGenerator random;
    private final long endMs;
    private final Map<PeerId, PairingPeer> here = new HashMap<>();
    private @Nullable Talk talk;
    private int tries;
    private boolean saidYes;
    private Why whyNot = Why.TAKEN;
    private Pairing shown = Pairing.NOBODY;

    /** With a taker, who committed itself. */
    private record Talk(PairingPeer with, String name, AskedWords words) {}

    /** @param random a secure one */
    public PairingMaker(PairingLink link, Identity self, RandomGenerator random, long nowMs) {
        this.link = link;
        this.self = self;
        this.random = random;
        this.endMs = nowMs + LIFE_MS;
    }

    @Override
    public Pairing shown() {
        return shown;
    }

    /** Whoever comes late is told that the link was used. */
    @Override
    public boolean isOver(long nowMs) {
        return nowMs >= endMs;
    }

    @Override
    public List<Effect> on(Event event, long nowMs) {
        return switch (event) {
            case Event.Connected(var peer, var deviceKey, var agreementKey) -> {
                boolean isSelf = deviceKey.equals(link.deviceKey());
                if (!isSelf) here.put(peer, new PairingPeer(peer, deviceKey, agreementKey));
                yield List.of();
            }
            case Event.Gone(var peer) -> {
                here.remove(peer);
                yield List.of();
            }
            case Event.Received(var peer, var message) -> {
                var from = here.get(peer);
                yield from == null ? List.of() : received(from, message);
            }
            case Event.Compared(var same) -> compared(same);
            case Event.Tick() -> tick(nowMs);
        };
    }

    private List<Effect> received(PairingPeer from, Bytes message) {
        return switch (PairingCodec.decode(message)) {
            case Parsed.Malformed<PairingMessage>(var reason) -> List.of(from.badInput(reason));
            case Parsed.Ok<PairingMessage>(Ask ask) -> asked(from, ask);
            case Parsed.Ok<PairingMessage>(var other) -> {
                var now = talk;
                yield now == null || !now.with.id().equals(from.id())
                        ? List.of(from.badInput("nobody asked that"))
                        : goOn(now, other);
            }
        };
    }

    private List<Effect> asked(PairingPeer from, Ask ask) {
        var now = talk;
        boolean again = now != null && isWith(now, from) && now.words.isFor(ask.commitment());
        if (hasEnded() && !again) return List.of(from.send(new No(Why.TAKEN)));
        if (now != null && again) return List.of(from.send(hasEnded() ? outcome() : new Answer(now.words.nonce())));
        boolean isBusy = now != null && isHere(now) && !isWith(now, from);
        if (isBusy || hasWords()) return List.of(from.send(new No(Why.TAKEN)));
        if (tries == TRIES_MAX) return ended(PairingText.TOO_MANY, from.send(new No(Why.TAKEN)));
        tries++;
        var words = new AskedWords(link.purpose(), link.deviceKey(), from.deviceKey(), ask.commitment(), random);
        var begun = new Talk(from, ask.name(), words);
        talk = begun;
        return List.of(from.send(new Answer(words.nonce())));
    }

    private boolean hasWords() {
        return !shown.words().isEmpty();
    }

    private static boolean isWith(Talk talk, PairingPeer peer) {
        return talk.with.id().equals(peer.id());
    }

    private boolean isHere(Talk talk) {
        return here.containsKey(talk.with.id());
    }

    private List<Effect> goOn(Talk now, PairingMessage message) {
        if (hasEnded()) return message instanceof No ? List.of() : List.of(now.with.send(outcome()));
        return switch (message) {
            case Reveal(var nonce) -> revealed(now, nonce);
            case Agreed(var signature) -> agreed(now, signature);
            case No(var why) -> {
                whyNot = why;
                yield ended(PairingText.differThere(now.name));
            }
            case Ask _, Answer _, Yes _, Done _ -> List.of(now.with.badInput("not for the maker"));
        };
    }

    private List<Effect> revealed(Talk now, Bytes nonce) {
        if (!now.words.revealed(nonce)) return List.of(now.with.badInput("not what it committed itself to"));
        if (hasWords()) return List.of();
        var device = Optional.of(now.with.id().device());
        return show(new Pairing(device, now.name, now.words.words(), Optional.empty()));
    }

    private List<Effect> agreed(Talk now, Bytes signature) {
        var voucher = new Voucher(now.with.deviceKey(), signature);
        if (!saidYes || !voucher.isFor(self.person(), self.keys().publicKey()))
            return List.of(now.with.badInput("nothing that it could agree to"));
        shown = shown.paired(PairingText.paired(now.name));
        return List.of(
                new Effect.Keep(now.with.pair(now.name, voucher, self.person())),
                new Effect.Changed(),
                now.with.send(new Done()));
    }

    private PairingMessage outcome() {
        return shown.done() ? new Done() : new No(whyNot);
    }

    private List<Effect> compared(boolean same) {
        var now = talk;
        if (now == null || hasEnded() || !hasWords()) return List.of();
        if (same) {
            saidYes = true;
            return List.of(yes(now));
        }
        whyNot = Why.WORDS_DIFFER;
        return ended(PairingText.DIFFER_HERE, now.with.send(new No(whyNot)));
    }

    private Effect yes(Talk now) {
        var voucher = Voucher.by(self.keys(), self.person(), now.with.deviceKey());
        return now.with.send(new Yes(self.person(), voucher.signature()));
    }

    private List<Effect> tick(long nowMs) {
        if (hasEnded()) return List.of();
        var now = talk;
        if (nowMs >= endMs) return ended(now == null ? PairingText.NOBODY_CAME : PairingText.silent(now.name));
        return now != null && saidYes ? List.of(yes(now)) : List.of();
    }

    private boolean hasEnded() {
        return shown.ended().isPresent();
    }

    private List<Effect> ended(String sentence, Effect... effects) {
        var all = new ArrayList<>(List.of(effects));
        all.addAll(show(shown.ended(sentence)));
        return all;
    }

    private List<Effect> show(Pairing now) {
        shown = now;
        return List.of(new Effect.Changed());
    }
}
