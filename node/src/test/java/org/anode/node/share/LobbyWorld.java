package org.anode.node.share;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.identity.Voucher;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.PeerId;
import org.anode.node.room.RoomSecret;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Notebooks;
import org.anode.node.store.Store.Change;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;

/** A lobby with Anna's host and guests, each of whom may die, over wires that lose, double and reorder. */
final class LobbyWorld {
    static final RoomSecret SECRET = new RoomSecret(filled(32, 8), 1);

    final Random random;
    final MemoryStore store = new MemoryStore();
    final NotebookLog log = new Notebooks(store).log(NOTEBOOK);
    final Invites invites = new Invites(log);
    final InviteLink link;
    final List<Guest> guests = new ArrayList<>();
    final List<String> badInput = new ArrayList<>();
    final List<String> notLetIn = new ArrayList<>();

    /** Anna's other devices. */
    final Set<DeviceId> annas = new HashSet<>();

    long nowMs;
    long nowSeconds = Guests.NOW;

    /** Of a hundred messages so many are lost, and as many doubled. */
    int troublePercent;

    /** Of a hundred grants so many are the last thing that the host does, before or after they are stored. */
    int crashPercent;

    long crashes;
    private final List<Mail> wires = new ArrayList<>();
    private Members members;
    private LobbyHost host;
    private PeerId hostId = new PeerId(ANNA.device(), 0);

    private record Mail(PeerId from, PeerId to, Bytes message) {}

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** With a link that lets in who has it. */
    LobbyWorld(InviteLink link, long seed) {
        this(link, Guests.open(link), seed);
    }

    LobbyWorld(InviteLink link, Invite invite, long seed) {
        this.link = link;
        this.random = new Random(seed);
        store.write(new Notebooks(store).create(NOTEBOOK, ROOT.encoded()));
        store.write(List.of(invites.keep(invite)));
        members = new Members(NOTEBOOK, ROOT);
        host = newHost();
    }

    Members members() {
        return members;
    }

    /** Anna says so. */
    void state(Statement.Body body) {
        var sealed = StatementCodec.seal(members.following(ROOT.grant(), body), ANNA.keys());
        store.write(List.of(log.appendStatement(sealed.encoded())));
        if (!(members.take(sealed.encoded()) instanceof Members.Taken.New))
            throw new AssertionError("a statement that does not follow");
    }

    final class Guest {
        final Identity identity;
        final Optional<Voucher> voucher;
        LobbyGuest machine;
        PeerId id;
        Optional<Membership> membership = Optional.empty();

        Guest(Identity identity, Optional<Voucher> voucher) {
            this.identity = identity;
            this.voucher = voucher;
            this.machine = machine();
            this.id = new PeerId(identity.device(), 0);
        }

        private LobbyGuest machine() {
            return new LobbyGuest(link, identity, identity.deviceName(), voucher, random);
        }

        List<String> words() {
            return machine.state() instanceof JoinState.Waiting(var words) ? words : List.of();
        }

        void on(LobbyEvent event) {
            for (var effect : machine.on(event, nowMs)) {
                switch (effect) {
                    case LobbyGuest.Effect.Send(var to, var message) -> send(id, to, message);
                    case LobbyGuest.Effect.Changed _ -> {}
                    case LobbyGuest.Effect.Joined(var got) -> membership = Optional.of(got);
                    case LobbyGuest.Effect.BadInput(var _, var reason) -> badInput.add(reason);
                }
            }
        }

        void restart() {
            toHost(new LobbyEvent.Gone(id));
            machine = machine();
            id = new PeerId(identity.device(), id.session() + 1);
            meet(this);
        }
    }

    Guest guest(Identity identity) {
        return guest(identity, Optional.empty());
    }

    Guest guest(Identity identity, Optional<Voucher> voucher) {
        var guest = new Guest(identity, voucher);
        guests.add(guest);
        meet(guest);
        return guest;
    }

    private void meet(Guest guest) {
        toHost(new LobbyEvent.Connected(guest.id, guest.identity.keys().publicKey()));
        guest.on(new LobbyEvent.Connected(hostId, ANNA.keys().publicKey()));
    }

    private LobbyHost newHost() {
        return new LobbyHost(ANNA.keys(), annas::contains, random);
    }

    private LobbyHost.House house() {
        return new LobbyHost.House(invites.find(link.id()).orElseThrow(), members, SECRET);
    }

    /** Who waits, the longest first. */
    List<Waiting> waiting() {
        return host.waiting();
    }

    void restartHost() {
        guests.forEach(guest -> guest.on(new LobbyEvent.Gone(hostId)));
        var statements = log.statements();
        members = new Members(NOTEBOOK, ROOT);
        members.takeAll(statements.subList(1, statements.size()));
        host = newHost();
        hostId = new PeerId(ANNA.device(), hostId.session() + 1);
        guests.forEach(this::meet);
    }

    void toHost(LobbyEvent event) {
        try {
            host.on(event, house(), nowMs, nowSeconds).forEach(this::carryOut);
        } catch (Crash _) {
            crashes++;
            restartHost();
        }
    }

    private void carryOut(LobbyHost.Effect effect) {
        switch (effect) {
            case LobbyHost.Effect.Send(var to, var message) -> send(hostId, to, message);
            case LobbyHost.Effect.BadInput(var _, var reason) -> badInput.add(reason);
            case LobbyHost.Effect.NotLetIn(var why) -> notLetIn.add(why);
            case LobbyHost.Effect.Keep(var invite) -> store.write(List.of(invites.keep(invite)));
            case LobbyHost.Effect.LetIn in -> letIn(in);
        }
    }

    private void letIn(LobbyHost.Effect.LetIn in) {
        if (random.nextInt(100) < crashPercent) throw new Crash();
        store.write(List.<Change>of(log.appendStatement(in.statement().encoded()), invites.keep(in.invite())));
        if (!(members.take(in.statement().encoded()) instanceof Members.Taken.New))
            throw new AssertionError("a grant that does not follow");
        if (random.nextInt(100) < crashPercent) throw new Crash();
    }

    private void send(PeerId from, PeerId to, Bytes message) {
        if (random.nextInt(100) >= troublePercent) wires.add(new Mail(from, to, message));
        if (random.nextInt(100) < troublePercent) wires.add(new Mail(from, to, message));
    }

    /** Delivers everything that is on its way, and what comes of it, in any order. */
    void deliver() {
        while (!wires.isEmpty()) {
            var mail = wires.remove(troublePercent == 0 ? 0 : random.nextInt(wires.size()));
            var received = new LobbyEvent.Received(mail.from(), mail.message());
            if (mail.to().equals(hostId)) toHost(received);
            guests.stream().filter(g -> g.id.equals(mail.to())).toList().forEach(guest -> guest.on(received));
        }
    }

    void second() {
        nowMs += 1_000;
        nowSeconds++;
        toHost(new LobbyEvent.Tick());
        guests.forEach(guest -> guest.on(new LobbyEvent.Tick()));
        deliver();
    }

    long letIn() {
        return guests.stream().filter(guest -> guest.membership.isPresent()).count();
    }
}
