package org.anode.node.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.anode.node.net.PresenceCodec.Said;
import org.anode.node.replicate.PeerId;
import org.anode.node.share.Caret;
import org.anode.node.share.SeenCaret;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * Who is in a notebook and where their carets are: told to each other, never stored (SY-11). What was not repeated for
 * {@link #GONE_MS} by the receiver's clock is forgotten; time in which this process was suspended does not count. Any
 * thread.
 */
final class Presence {
    /** How often all is told again. */
    static final long TELL_EVERY_MS = 15_000;

    private static final long GONE_MS = 45_000;

    private final Supplier<String> name;
    private final LongSupplier nowMs;
    private final Listener listener;
    private final Repeated<Said> heard;
    private final Map<String, Caret> carets = new LinkedHashMap<>();
    private Consumer<Bytes> speaker = _ -> {};
    private long malformed;

    /** Must not block. */
    interface Listener {
        void caretsChanged();

        /** A device says what it is called. */
        void named(DeviceId device, String name);
    }

    /** @param name of this device, for people */
    Presence(Supplier<String> name, LongSupplier nowMs, Listener listener) {
        this.name = name;
        this.nowMs = nowMs;
        this.listener = listener;
        this.heard = new Repeated<>(GONE_MS, TELL_EVERY_MS, nowMs.getAsLong());
    }

    /** What is said to all from now on goes there. */
    synchronized void speakBy(Consumer<Bytes> to) {
        speaker = to;
    }

    /** What to say to somebody who came. */
    synchronized Bytes greeting() {
        return PresenceCodec.encode(new Said(name.get(), List.copyOf(carets.values())));
    }

    void gone(PeerId peer) {
        boolean had;
        synchronized (this) {
            had = heard.remove(peer);
        }
        if (had) listener.caretsChanged();
    }

    void received(PeerId peer, Bytes message) {
        switch (PresenceCodec.decode(message)) {
            case Parsed.Malformed<Said> _ -> count();
            case Parsed.Ok<Said>(var said) -> received(peer, said);
        }
    }

    private synchronized void count() {
        malformed++;
    }

    private void received(PeerId peer, Said said) {
        Optional<Said> before;
        synchronized (this) {
            before = heard.put(peer, said, nowMs.getAsLong());
        }
        if (!before.map(Said::name).equals(Optional.of(said.name()))) listener.named(peer.device(), said.name());
        if (!before.map(Said::carets).equals(Optional.of(said.carets()))) listener.caretsChanged();
    }

    /** Where the caret of one of this node's tabs is; empty if it has none here any more. */
    void show(String client, Optional<Caret> caret) {
        synchronized (this) {
            if (caret.equals(Optional.ofNullable(carets.get(client)))) return;
            caret.ifPresentOrElse(now -> carets.put(client, now), () -> carets.remove(client));
            if (carets.size() > PresenceCodec.CARETS_MAX)
                carets.remove(carets.keySet().iterator().next());
        }
        tell();
        listener.caretsChanged();
    }

    /** To be called now and then. */
    void tick() {
        boolean forgot;
        synchronized (this) {
            forgot = heard.forget(nowMs.getAsLong());
        }
        tell();
        if (forgot) listener.caretsChanged();
    }

    private void tell() {
        Consumer<Bytes> to;
        Bytes message;
        synchronized (this) {
            to = speaker;
            message = greeting();
        }
        to.accept(message);
    }

    /** Of all but the tab named. */
    synchronized List<SeenCaret> carets(DeviceId self, String but) {
        var found = new ArrayList<SeenCaret>();
        for (var caret : carets.values())
            if (!caret.client().equals(but)) found.add(new SeenCaret(self, name.get(), caret));
        heard.all().forEach((peer, said) -> {
            for (var caret : said.carets()) found.add(new SeenCaret(peer.device(), said.name(), caret));
        });
        return found;
    }

    /** How many messages came that are none. */
    synchronized long malformed() {
        return malformed;
    }
}
