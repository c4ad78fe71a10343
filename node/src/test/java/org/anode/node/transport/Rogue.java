package org.anode.node.transport;

import java.io.DataInput;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.anode.node.transport.LanMessage.Frame;
import org.anode.node.transport.LanMessage.Here;
import org.anode.node.transport.LanMessage.Lost;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.UUID;

/**
 * A hostile member of the LAN: a process with the whole of JGroups in it, made so that it comes first in every view and so
 * coordinates whoever lets himself be coordinated. Says {@code attacks} once it coordinates two others; then does what its
 * {@link Mode} says until it is killed.
 */
public final class Rogue {
    /** What it does; one that only hangs is suspended from outside. */
    public enum Mode {
        HANG,
        FLOOD,
        VIEWS,
        DEAF
    }

    /** Nobody's address comes before it. */
    private static final UUID FIRST = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);

    private static final int VICTIMS = 2;
    private static final long VIEWS_EVERY_MS = 500;
    private static final int STRANGERS = 20;
    private static final int FRAME_BYTES = 60_000;

    private final Mode mode;
    private final Random random = new SecureRandom();
    private final Set<Address> victims = ConcurrentHashMap.newKeySet();
    private final Set<RoomId> rooms = ConcurrentHashMap.newKeySet();
    private final CountDownLatch leads = new CountDownLatch(1);
    private final Deafness transport = new Deafness();
    private final Liar membership = new Liar();
    private final JChannel channel;

    private Rogue(Mode mode, InetAddress address) throws Exception {
        this.mode = mode;
        channel = new JChannel(
                transport.at(address),
                new MPING()
                        .setBindAddr(address)
                        .setMcastAddr(InetAddress.getByName(LanStack.MULTICAST_GROUP))
                        .setMcastPort(LanStack.MULTICAST_PORT)
                        .setTTL(1),
                new MERGE3().setMinInterval(500).setMaxInterval(1_000),
                new FD_SOCK2().setBindAddress(address),
                new FD_ALL3().setTimeout(8_000).setInterval(2_000),
                new VERIFY_SUSPECT2().setTimeout(1_000),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                // It waits for nobody's answer: who is alone and then merges is sorted, who joins comes last.
                membership.printLocalAddress(false).setJoinTimeout(1).setMaxJoinAttempts(1),
                new MFC().setMaxCredits(4_000_000L),
                new UFC().setMaxCredits(4_000_000L),
                new FRAG4().setFragSize(60_000));
        channel.addAddressGenerator(() -> FIRST);
        channel.setReceiver(new Ears());
    }

    /** @param args mode and address */
    public static void main(String[] args) throws Exception {
        LogFactory.useNoopLogger(true);
        new Rogue(Mode.valueOf(args[0]), InetAddress.getByName(args[1])).attack();
    }

    /** Reads nothing any more once it is deaf, and still says that it lives. */
    private static final class Deafness extends TCP {
        private final CountDownLatch forever = new CountDownLatch(1);
        private volatile boolean deaf;

        TCP at(InetAddress address) {
            id = ClassConfigurator.getProtocolId(TCP.class); // headers name it
            setBindAddr(address);
            setBindPort(LanConfig.PORT);
            setPortRange(LanConfig.PORT_RANGE);
            tcpNodelay(true);
            return this;
        }

        /** Everybody whose address it ever heard. */
        Set<Address> known() {
            return logical_addr_cache.keySet();
        }

        void deafen() {
            deaf = true;
        }

        @Override
        public void receive(Address sender, DataInput in, int length) throws Exception {
            if (deaf) forever.await();
            super.receive(sender, in, length);
        }
    }

    /** Sends whatever view it likes. */
    private static final class Liar extends GMS {
        Liar() {
            id = ClassConfigurator.getProtocolId(GMS.class); // headers name it
        }

        void tell(Address victim, View view) {
            var message = new BytesMessage(victim, marshal(view, null)).setFlag(Message.Flag.NO_FC);
            getDownProtocol().down(message.putHeader(id, new GmsHeader(GmsHeader.VIEW)));
        }
    }

    private final class Ears implements Receiver {
        @Override
        public void receive(Message message) {
            meet(message.getSrc());
            if (!(message instanceof BytesMessage bytes) || !bytes.hasArray()) return;
            var encoded = Bytes.wrap(
                    Arrays.copyOfRange(bytes.getArray(), bytes.getOffset(), bytes.getOffset() + bytes.getLength()));
            if (LanCodec.decode(encoded, TransportLimits.DEFAULT) instanceof Parsed.Ok<LanMessage>(Here here))
                rooms.addAll(here.rooms());
        }

        @Override
        public void viewAccepted(View view) {
            view.getMembers().forEach(Rogue.this::meet);
            if (!FIRST.equals(view.getCoord())) return;
            System.out.println("leads " + (view.size() - 1));
            if (view.size() > VICTIMS) leads.countDown();
        }
    }

    private void meet(Address other) {
        if (!FIRST.equals(other) && victims.size() < VICTIMS) victims.add(other);
    }

    private void attack() throws Exception {
        channel.connect(LanTransport.CLUSTER);
        Thread.ofVirtual().start(this::greet);
        leads.await();
        System.out.println("attacks");
        switch (mode) {
            case HANG -> Thread.currentThread().join();
            case FLOOD -> flood();
            case VIEWS -> divide();
            case DEAF -> {
                transport.deafen();
                flood();
            }
        }
    }

    /** So that others answer: it claims to be where they are. */
    private void greet() {
        try {
            while (leads.getCount() > 0) {
                Thread.sleep(VIEWS_EVERY_MS);
                for (var known : transport.known()) {
                    meet(known);
                    say(known, LanCodec.encode(new Here(List.copyOf(rooms))));
                }
            }
        } catch (InterruptedException _) {
            // never
        }
    }

    private void say(Address to, Bytes encoded) {
        send(new BytesMessage(to, encoded.toArray()));
    }

    private void send(Message message) {
        try {
            channel.send(message);
        } catch (Exception e) {
            System.out.println("unsent: " + e);
        }
    }

    private void flood() {
        while (true) {
            for (var victim : victims) floodOnce(victim);
        }
    }

    private void floodOnce(Address victim) {
        var strangers = IntStream.range(0, TransportLimits.DEFAULT.roomsMax())
                .mapToObj(_ -> new RoomId(noise(RoomId.SIZE_BYTES)))
                .toList();
        say(victim, LanCodec.encode(new Here(strangers)));
        say(victim, Bytes.concat(LanCodec.encode(new Here(strangers)), LanCodec.encode(new Here(strangers))));
        say(victim, LanCodec.encode(new Here(List.copyOf(rooms))));
        for (var room : rooms) {
            say(victim, LanCodec.encode(new Frame(room, noise(FRAME_BYTES))));
            say(victim, LanCodec.encode(new Frame(room, noise(1))));
            say(victim, LanCodec.encode(new Lost(room)));
        }
        say(victim, noise(random.nextInt(FRAME_BYTES)));
        send(new BytesMessage(victim, noise(FRAME_BYTES).toArray())
                .setFlag(Message.Flag.NO_FC, Message.Flag.OOB, Message.Flag.NO_RELIABILITY));
    }

    private Bytes noise(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** Each of the others is told that he is alone with us and a crowd of strangers; and at last that no view follows. */
    private void divide() throws InterruptedException {
        for (long id = 1_000; ; id += 100) {
            for (var victim : victims) {
                boolean last = id > 2_000;
                tell(victim, last ? Long.MAX_VALUE - 1_000 + id % 900 : id);
                say(victim, LanCodec.encode(new Here(List.copyOf(rooms))));
            }
            Thread.sleep(VIEWS_EVERY_MS);
        }
    }

    private void tell(Address victim, long id) {
        var members = new ArrayList<Address>(List.of(FIRST, victim));
        for (int n = 0; n < STRANGERS; n++) members.add(new UUID(random.nextLong(), random.nextLong()));
        membership.tell(victim, new View(FIRST, id, members));
    }
}
