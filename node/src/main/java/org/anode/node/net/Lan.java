package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.anode.node.LanUse;
import org.anode.node.NodeFailure;
import org.anode.node.share.LanHint;
import org.anode.node.share.LanState;
import org.anode.node.transport.LanConfig;
import org.anode.node.transport.LanTransport;
import org.anode.node.transport.Transport;
import org.anode.node.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/** The one LAN channel of this node: opened when it is first wanted, on a thread of its own, for that takes seconds. */
final class Lan implements AutoCloseable {
    static final String NAME = "lan";

    private static final System.Logger LOG = System.getLogger(Lan.class.getName());

    /** The first link waits so long to say where this node is; without that others look around for it. */
    private static final long OPENING_MS_MAX = 5_000;

    private final LanUse use;
    private final Consumer<Transport> onOpen;
    private final Consumer<String> onTrouble;
    private final Set<InetSocketAddress> peers = new HashSet<>();
    private Optional<String> trouble = Optional.empty();
    private @Nullable Thread opener;
    private @Nullable LanTransport transport;
    private boolean closed;

    /**
     * @param onOpen    runs once it is open, on a thread of its own
     * @param onTrouble hears a sentence for people if it can not be opened
     */
    Lan(LanUse use, Consumer<Transport> onOpen, Consumer<String> onTrouble) {
        this.use = use;
        this.onOpen = onOpen;
        this.onTrouble = onTrouble;
    }

    /** It is wanted from now on; again does nothing. */
    synchronized void want() {
        if (closed || opener != null || use.when() == LanUse.When.NEVER) return;
        opener = Thread.ofPlatform().name("lan-opener").daemon().start(this::open);
    }

    private void open() {
        try {
            var opened = LanTransport.follow(use.address(), this::config);
            if (!keep(opened)) {
                opened.close();
                return;
            }
            LOG.log(Level.INFO, "LAN channel: {0}", opened.address());
            onOpen.accept(opened);
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "no LAN channel", e);
            giveUp(e.sentence());
            onTrouble.accept(e.sentence());
        }
    }

    /** Until somebody wants it again. */
    private synchronized void giveUp(String sentence) {
        trouble = Optional.of(sentence);
        opener = null;
        notifyAll();
    }

    /** Asked again when the channel moves to another address. */
    private synchronized LanConfig config(InetAddress address) {
        boolean multicast = !address.isLoopbackAddress();
        return new LanConfig(
                address, use.port().orElse(LanConfig.PORT), multicast, Set.copyOf(peers), TransportLimits.DEFAULT);
    }

    private synchronized boolean keep(LanTransport opened) {
        if (closed) return false;
        transport = opened;
        peers.forEach(opened::addPeer);
        notifyAll();
        return true;
    }

    boolean isNever() {
        return use.when() == LanUse.When.NEVER;
    }

    synchronized LanState state() {
        if (transport != null)
            return transport
                    .address()
                    .<LanState>map(at -> new LanState.Open(place(at)))
                    .orElseGet(LanState.Opening::new);
        if (opener != null) return new LanState.Opening();
        if (trouble.isPresent()) return new LanState.Failed(trouble.get());
        return use.when() == LanUse.When.NEVER ? new LanState.Never() : new LanState.Closed();
    }

    /** Looks for a node there too. */
    synchronized void addPeer(InetSocketAddress peer) {
        peers.add(peer);
        if (transport != null) transport.addPeer(peer);
    }

    /** Where peers find this node, for links; waits a few seconds while the channel is being opened. */
    synchronized Optional<LanHint> hint() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OPENING_MS_MAX);
        try {
            for (long leftMs = OPENING_MS_MAX; transport == null && opener != null && leftMs > 0; ) {
                wait(leftMs);
                leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(transport).flatMap(LanTransport::address).map(Lan::place);
    }

    /** Without the interface's name that Java adds to some IPv6 addresses. */
    private static LanHint place(InetSocketAddress at) {
        return new LanHint(at.getAddress().getHostAddress().replaceFirst("%.*", ""), at.getPort());
    }

    @Override
    public void close() {
        LanTransport open;
        synchronized (this) {
            closed = true;
            open = transport;
        }
        if (open != null) open.close();
    }
}
