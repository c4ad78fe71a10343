package org.anode.node.room;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.Greeting.Hello;
import org.anode.node.room.Greeting.Hi;
import org.anode.node.room.RoomEffect.Connected;
import org.anode.node.room.RoomEffect.Received;
import org.anode.node.room.RoomEffect.Transmit;
import org.anode.node.room.Said.Part;
import org.anode.node.room.Said.Ready;
import org.anode.node.transport.RoomCipher;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * Who is in the room and what they say. A peer is connected from the first link on which it is proven until the last one
 * goes (RO-4); what is sent to it goes over the preferred one. Pure but for its own state: no clock, no randomness but the
 * challenges it is given; belongs to one thread.
 */
final class RoomMachine {
    private final class Link {
        private final Route route;
        private final Joiner joiner = new Joiner(joining);
        private final Handshake handshake;

        Link(Route route) {
            this.route = route;
            this.handshake = new Handshake(self, cipher, challenges, frame -> effects.add(new Transmit(route, frame)));
        }
    }

    private final Self self;
    private final RoomCipher cipher;
    private final Supplier<Bytes> challenges;
    private final Allowance joining = new Allowance(Joiner.ROOM_BYTES_MAX);
    private final Map<Route, Link> links = new LinkedHashMap<>();
    private final Map<PeerId, TreeMap<Route, Link>> peers = new LinkedHashMap<>();

    private List<RoomEffect> effects = new ArrayList<>();
    private long malformed;

    /** @param challenges gives {@link End#CHALLENGE_BYTES} random bytes each time */
    RoomMachine(Self self, Supplier<Bytes> challenges) {
        this.self = self;
        this.cipher = self.cipher();
        this.challenges = challenges;
    }

    /** What came that was forged, unproven, played again, too much or no message at all. */
    long malformed() {
        return malformed;
    }

    long joiningBytes() {
        return joining.bytes();
    }

    List<PeerId> peers() {
        return List.copyOf(peers.keySet());
    }

    /** The preferred way to a peer; none if it is not connected. */
    Optional<Route> route(PeerId peer) {
        return Optional.ofNullable(peers.get(peer)).map(TreeMap::firstKey);
    }

    /**
     * A message as frames, each sealed when it is asked for. No event and no other message may come in between.
     *
     * @param route where the peer is connected
     */
    Iterator<Bytes> frames(Route route, Lane lane, Bytes message, int frameBytesMax) {
        var link = links.get(route);
        if (link == null) throw new IllegalArgumentException("no link " + route);
        var parts = new Parts(lane, message, frameBytesMax);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return parts.hasNext();
            }

            @Override
            public Bytes next() {
                return link.handshake.seal(parts.next());
            }
        };
    }

    List<RoomEffect> handle(RoomEvent event) {
        effects = new ArrayList<>();
        switch (event) {
            case RoomEvent.Up(var route) -> up(route);
            case RoomEvent.Frame(var from, var frame) -> frame(from, frame);
            case RoomEvent.Gone(var route) -> gone(route);
            case RoomEvent.Left(int transport) ->
                links.keySet().stream()
                        .filter(route -> route.transport() == transport)
                        .toList()
                        .forEach(this::gone);
            case RoomEvent.Resync() -> resync();
            case RoomEvent.Tick() -> tick();
        }
        return effects;
    }

    private void up(Route route) {
        var link = new Link(route);
        links.put(route, link);
        link.handshake.begin();
    }

    private void gone(Route route) {
        var link = links.remove(route);
        if (link == null) return;
        link.joiner.clear();
        link.handshake.peer().ifPresent(hello -> part(hello.peer(), route));
    }

    private void resync() {
        links.values().forEach(link -> link.handshake.begin());
        effects.add(new RoomEffect.Resync());
    }

    private void tick() {
        boolean lost = false;
        for (var link : links.values()) {
            link.handshake.tick();
            lost |= link.joiner.tick();
        }
        if (lost) effects.add(new RoomEffect.Resync());
    }

    private void frame(Route from, Bytes frame) {
        var link = links.get(from);
        if (link == null) malformed++;
        else if (Pair.isOne(frame)) said(link, frame);
        else greeting(link, frame);
    }

    private void greeting(Link link, Bytes frame) {
        switch (open(frame)) {
            case Ok<Greeting>(Hi hi) -> count(link.handshake.take(hi));
            case Ok<Greeting>(Hello hello) -> hello(link, hello);
            case Malformed<Greeting> _ -> malformed++;
        }
    }

    private Parsed<Greeting> open(Bytes frame) {
        return switch (cipher.open(frame)) {
            case Ok<RoomCipher.Opened>(var opened) -> greeting(opened);
            case Malformed<RoomCipher.Opened>(var reason) -> new Malformed<>(reason);
        };
    }

    private static Parsed<Greeting> greeting(RoomCipher.Opened opened) {
        var greeting = GreetingCodec.decode(opened.plain());
        boolean another = greeting instanceof Ok<Greeting>(var said)
                && !said.from().session().equals(opened.session());
        return another ? new Malformed<>("greeting of another session") : greeting;
    }

    private void hello(Link link, Hello hello) {
        var before = link.handshake.peer();
        var verdict = link.handshake.take(hello);
        count(verdict != Handshake.Verdict.FORGED && verdict != Handshake.Verdict.STALE);
        if (verdict != Handshake.Verdict.PROVEN) return;
        link.joiner.clear();
        before.ifPresent(former -> part(former.peer(), link.route));
    }

    private void count(boolean fine) {
        if (!fine) malformed++;
    }

    private void said(Link link, Bytes frame) {
        boolean before = link.handshake.peer().isPresent();
        var said = link.handshake.open(frame);
        var now = link.handshake.peer();
        if (!before) now.ifPresent(hello -> meet(hello, link));
        switch (said) {
            case Ok<Said>(Ready ready) -> link.handshake.take(ready);
            case Ok<Said>(Part part) -> now.ifPresent(hello -> take(hello.peer(), link, part));
            case Malformed<Said> _ -> malformed++;
        }
    }

    private void take(PeerId peer, Link link, Part part) {
        link.joiner.take(part).ifPresent(message -> effects.add(new Received(peer, part.lane(), message)));
    }

    private void meet(Hello hello, Link link) {
        var peer = hello.peer();
        var ways = peers.get(peer);
        if (ways == null) {
            ways = new TreeMap<>();
            peers.put(peer, ways);
            effects.add(new Connected(peer, hello.deviceKey(), hello.agreementKey()));
        } else if (link.route.compareTo(ways.firstKey()) < 0) effects.add(new RoomEffect.Rerouted(peer));
        ways.put(link.route, link);
    }

    /** What was on its way over the link that went is lost, even if the peer is still there. */
    private void part(PeerId peer, Route route) {
        var ways = peers.get(peer);
        if (ways == null || !ways.containsKey(route)) return;
        boolean preferred = ways.firstKey().equals(route);
        ways.remove(route);
        if (!ways.isEmpty()) {
            if (preferred) effects.add(new RoomEffect.Rerouted(peer));
            effects.add(new RoomEffect.Resync());
        } else {
            peers.remove(peer);
            effects.add(new RoomEffect.Gone(peer));
        }
    }
}
