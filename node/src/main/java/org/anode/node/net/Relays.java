package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.RelayUse;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.share.RelayState;
import org.anode.node.transport.RelayStatus;
import org.anode.node.transport.RelayTransport;
import org.anode.node.transport.TransportLimits;
import org.anode.node.transport.Way;
import org.anode.relay.client.RelayAddress;
import org.anode.relay.client.RelayLoops;
import org.anode.schema.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The relays of this node: those it was started with, and those of notebooks and links. A room is entered at all of its
 * relays and frames go over the first in its order that reaches the peer ({@link Way#rank}); so another takes over at once
 * when one is lost, and nodes whose lists differ, or that do not reach the same relays, meet where they can. Any thread.
 */
final class Relays implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Relays.class.getName());

    /** Of one notebook. */
    static final int LIST_MAX = 4;

    /** Links that name ever other relays open no more connections than that. */
    private static final int ALL_MAX = 64;

    private final RelayUse use;
    private final DeviceKeys keys;
    private final SecureRandom random;
    private final Runnable changed;
    private final Map<String, RelayTransport> open = new LinkedHashMap<>();
    private @Nullable RelayLoops loops;
    private boolean closed;

    /** @param changed runs when {@link #states} may be another; must not block */
    Relays(RelayUse use, DeviceKeys keys, SecureRandom random, Runnable changed) {
        this.use = use;
        this.keys = keys;
        this.random = random;
        this.changed = changed;
    }

    /** Those of this node and these, this node's first, not too many. */
    List<String> with(List<String> others) {
        if (!use.used()) return others;
        var all = new LinkedHashSet<String>();
        use.own().forEach(own -> all.add(own.toString()));
        for (var other : others) address(other).ifPresent(address -> all.add(address.toString()));
        return all.stream().limit(LIST_MAX).toList();
    }

    /** The ways to rooms at these relays and this node's own. */
    synchronized List<Way> ways(List<String> relays) {
        if (!use.used() || closed) return List.of();
        var ways = new ArrayList<Way>();
        for (var relay : with(relays)) way(relay).ifPresent(ways::add);
        return ways;
    }

    private Optional<Way> way(String relay) {
        var known = open.get(relay);
        if (known == null && open.size() >= ALL_MAX) return Optional.empty();
        return Optional.of(new Way(relay, false, known == null ? open(relay) : known));
    }

    private RelayTransport open(String relay) {
        var address = address(relay).orElseThrow();
        if (loops == null) loops = new RelayLoops();
        var key = keys.derived(Bytes.utf8("relay " + address.name().value()));
        var opened = new RelayTransport(address, key, loops, TransportLimits.DEFAULT, random, changed);
        open.put(relay, opened);
        return opened;
    }

    /** With its certificates and token, if this node was started with it. */
    private Optional<RelayAddress> address(String text) {
        try {
            var address = RelayAddress.of(text);
            return Stream.concat(use.own().stream(), Stream.of(address))
                    .filter(own -> own.uri().equals(address.uri()))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "a relay is not used: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Those that are used now. */
    synchronized List<RelayState> states() {
        var states = new ArrayList<RelayState>();
        open.forEach((relay, transport) -> state(relay, transport.status()).ifPresent(states::add));
        return states;
    }

    /** Of these and this node's own. */
    List<RelayState> states(List<String> relays) {
        var names = with(relays);
        return states().stream().filter(one -> names.contains(one.relay())).toList();
    }

    private static Optional<RelayState> state(String relay, RelayStatus status) {
        return switch (status) {
            case RelayStatus.Unused _ -> Optional.empty();
            case RelayStatus.Connecting _ -> Optional.of(new RelayState(relay, RelayState.State.CONNECTING, ""));
            case RelayStatus.Connected _ -> Optional.of(new RelayState(relay, RelayState.State.CONNECTED, ""));
            case RelayStatus.Away(var why) -> Optional.of(new RelayState(relay, RelayState.State.AWAY, why));
        };
    }

    @Override
    public void close() {
        List<RelayTransport> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open.values());
        }
        all.forEach(RelayTransport::close);
        synchronized (this) {
            if (loops != null) loops.close();
        }
    }
}
