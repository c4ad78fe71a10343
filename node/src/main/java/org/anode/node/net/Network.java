package org.anode.node.net;

import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anode.node.LanUse;
import org.anode.node.NodeFailure;
import org.anode.node.Sharing;
import org.anode.node.doc.NamedBlobs;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.identity.DeviceName;
import org.anode.node.identity.Identity;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Notice;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Caret;
import org.anode.node.share.Invite;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteTerms;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.Joining;
import org.anode.node.share.LanState;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.Membership;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.PeerNode;
import org.anode.node.share.SeenCaret;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.node.share.TwinMessage.Claim;
import org.anode.node.store.RoomSecrets;
import org.anode.node.transport.Transport;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/**
 * What this node has with others: opens the LAN channel when it is first wanted, keeps a room for every shared notebook
 * and every link that may still be used, and knows who is there. Any thread.
 */
public final class Network implements Sharing, PairingPlace, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Network.class.getName());

    /** Sentences told since the start; who wants to know more reads the log. */
    private static final int NOTICED_MAX = 200;

    private final NotebookAccess notebooks;
    private final Identity identity;
    private final Supplier<String> deviceName;
    private final Origin origin;
    private final Twins twins;
    private final SecureRandom random = new SecureRandom();
    private final Lan lan;
    private final Map<String, Transport> transports = new LinkedHashMap<>();
    private final Map<NotebookId, Meeting> meetings = new LinkedHashMap<>();
    private final Map<InviteId, HostedLobby> lobbies = new LinkedHashMap<>();
    private final JoinAttempts attempts;
    private final Pairings pairings;
    private final List<Consumer<SharingEvent>> watches = new CopyOnWriteArrayList<>();
    private final Thread ticker = Thread.ofVirtual().name("network-ticker").unstarted(this::tickAgainAndAgain);
    private final Set<String> noticed = new HashSet<>();
    private boolean renewed;
    private boolean closed;

    /** A notebook's room and who is in it. */
    private record Meeting(NotebookRoom room, Presence presence) {}

    /** @param deviceName of this device, for people */
    public Network(
            NotebookAccess notebooks, Identity identity, Supplier<String> deviceName, Origin origin, LanUse use) {
        this.notebooks = notebooks;
        this.identity = identity;
        this.deviceName = deviceName;
        this.origin = origin;
        this.twins = new Twins(origin.elsewhere(), bytes(Claim.TOKEN_BYTES), Network::nowMs);
        this.attempts = new JoinAttempts(identity, deviceName, random, new Guest());
        this.pairings = new Pairings(identity, deviceName, random);
        this.lan = new Lan(use, transport -> attach(Lan.NAME, transport), this::failed);
        notebooks.watch(this::happened);
        if (use.when() == LanUse.When.AT_START) lan.want();
        openRooms();
        ticker.start();
    }

    @Override
    public Watch watch(Consumer<SharingEvent> watcher) {
        watches.add(watcher);
        return () -> watches.remove(watcher);
    }

    private void tell(SharingEvent event) {
        for (var watch : watches) watch.accept(event);
    }

    private void failed(String sentence) {
        tell(new SharingEvent.Troubled(sentence));
        tell(new SharingEvent.JoiningsChanged());
    }

    /** A room for each notebook that is shared, none for others. */
    private synchronized void openRooms() {
        if (closed) return;
        var here = notebooks.notebooksHere();
        for (var gone : List.copyOf(meetings.keySet())) if (!here.contains(gone)) part(gone);
        for (var notebook : here) RoomSecrets.of(notebooks.log(notebook)).ifPresent(kept -> enter(notebook, kept));
    }

    private void enter(NotebookId notebook, RoomSecrets.Kept kept) {
        if (meetings.containsKey(notebook)) return;
        var secret = new RoomSecret(kept.secret(), kept.epoch());
        var presence = new Presence(deviceName, Network::nowMs, new Names(notebook));
        var changes = new Changes(notebook);
        var formers = origin.formers();
        var room = new NotebookRoom(notebook, notebooks, secret, identity, formers, twins, random, presence, changes);
        meetings.put(notebook, new Meeting(room, presence));
        var invites = new Invites(notebooks.log(notebook));
        notebooks.store().write(invites.tidy(nowSeconds()));
        var mine = stored(notebook).grantsOf(identity.device());
        for (var invite : invites.answering(nowSeconds())) if (mine.contains(invite.grant())) host(invite, secret);
        transports.forEach(room::attach);
        lan.want();
    }

    private Members stored(NotebookId notebook) {
        return Members.stored(notebook, notebooks.log(notebook).statements());
    }

    private void host(Invite invite, RoomSecret secret) {
        if (lobbies.containsKey(invite.id())) return;
        var lobby = new HostedLobby(invite, notebooks, identity.keys(), secret, random, Network::nowSeconds);
        lobbies.put(invite.id(), lobby);
        transports.forEach(lobby::attach);
    }

    private void part(NotebookId notebook) {
        var meeting = meetings.remove(notebook);
        if (meeting != null) meeting.room.close();
        for (var invite : new Invites(notebooks.log(notebook)).answering(nowSeconds())) {
            var lobby = lobbies.remove(invite.id());
            if (lobby != null) lobby.close();
        }
    }

    /** Another way to peers, by this name. */
    private synchronized void attach(String name, Transport transport) {
        if (closed) return;
        transports.put(name, transport);
        meetings.values().forEach(meeting -> meeting.room.attach(name, transport));
        lobbies.values().forEach(lobby -> lobby.attach(name, transport));
        attempts.attach(name, transport);
        pairings.attach(name, transport);
    }

    @Override
    public InviteLink invite(NotebookId notebook, InviteWish wish) {
        var title = notebooks.title(notebook);
        lan.want();
        var hints = lan.hint().map(List::of).orElse(List.of());
        if (RoomSecrets.of(notebooks.log(notebook)).isEmpty())
            notebooks.share(notebook, new RoomSecrets.Kept(0, bytes(RoomSecret.SIZE_BYTES)));
        var issued = notebooks.ask(notebook, open -> {
            var made = new Invites(notebooks.log(notebook))
                    .issue(
                            open.replication().members().orElseThrow(),
                            identity.keys(),
                            deviceName.get(),
                            title,
                            new MeetingPlaces(List.of(), hints),
                            InviteTerms.of(wish, nowSeconds()),
                            nowSeconds(),
                            random);
            open.alsoWrite(List.of(made.keep()));
            return made;
        });
        openRooms();
        listen(issued.invite());
        peopleChanged(notebook);
        return issued.link();
    }

    private synchronized void listen(Invite invite) {
        if (closed) return;
        RoomSecrets.of(notebooks.log(invite.notebook()))
                .ifPresent(kept -> host(invite, new RoomSecret(kept.secret(), kept.epoch())));
    }

    private Bytes bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    @Override
    public Joining join(InviteLink link) {
        link.places().lan().forEach(hint -> lan.addPeer(new InetSocketAddress(hint.host(), hint.port())));
        lan.want(); // and looks there first
        var joining = attempts.begin(link);
        tell(new SharingEvent.JoiningsChanged());
        return joining;
    }

    @Override
    public List<Joining> joinings() {
        return attempts.all();
    }

    @Override
    public void forget(InviteId join) {
        if (attempts.forget(join)) tell(new SharingEvent.JoiningsChanged());
    }

    @Override
    public PairingLink link(Listener listener) {
        lan.want();
        var places = new MeetingPlaces(List.of(), lan.hint().map(List::of).orElse(List.of()));
        var link = PairingLink.signed(identity.keys(), deviceName.get(), places, bytes(PairingLink.SECRET_BYTES));
        pairings.make(link, listener);
        return link;
    }

    @Override
    public void take(PairingLink link, Listener listener) {
        link.places().lan().forEach(hint -> lan.addPeer(new InetSocketAddress(hint.host(), hint.port())));
        lan.want();
        pairings.take(link, listener);
    }

    @Override
    public Optional<Pairing> pairing() {
        return pairings.shown();
    }

    @Override
    public void compared(boolean same) {
        pairings.compared(same);
    }

    @Override
    public void connect(InetSocketAddress peer) {
        lan.addPeer(peer);
        lan.want();
    }

    @Override
    public LanState lan() {
        return lan.state();
    }

    @Override
    public void show(NotebookId notebook, String client, Optional<Caret> caret) {
        meeting(notebook).ifPresent(meeting -> meeting.presence.show(client, caret));
    }

    @Override
    public List<SeenCaret> carets(NotebookId notebook, String client) {
        return meeting(notebook)
                .map(meeting -> meeting.presence.carets(notebooks.self(notebook), client))
                .orElse(List.of());
    }

    @Override
    public List<Member> people(NotebookId notebook) {
        return people().list(notebook, meeting(notebook).map(Meeting::room));
    }

    private People people() {
        return new People(deviceName.get(), notebooks);
    }

    @Override
    public Synced synced(NotebookId notebook) {
        var shared = RoomSecrets.of(notebooks.log(notebook)).isPresent();
        return People.synced(shared, meeting(notebook).map(Meeting::room));
    }

    @Override
    public List<PeerNode> peers() {
        var found = new ArrayList<PeerNode>();
        for (var notebook : notebooks.notebooksHere())
            meeting(notebook).ifPresent(meeting -> found.addAll(people().peers(notebook, meeting.room)));
        return found;
    }

    @Override
    public boolean fetch(BlobId blob) {
        var naming = meetings().stream()
                .map(Meeting::room)
                .filter(room -> NamedBlobs.has(notebooks.log(room.notebook()), blob))
                .filter(room -> !room.peers().isEmpty())
                .toList();
        naming.forEach(room -> room.want(blob));
        return !naming.isEmpty();
    }

    private synchronized Optional<Meeting> meeting(NotebookId notebook) {
        return Optional.ofNullable(meetings.get(notebook));
    }

    private void peopleChanged(NotebookId notebook) {
        tell(new SharingEvent.PeopleChanged(notebook));
    }

    private void tickAgainAndAgain() {
        try {
            for (long n = 1; ; n++) {
                TimeUnit.SECONDS.sleep(1);
                boolean presence = n % TimeUnit.MILLISECONDS.toSeconds(Presence.TELL_EVERY_MS) == 0;
                if (presence) meetings().forEach(meeting -> meeting.presence.tick());
                meetings().forEach(meeting -> meeting.room.tick());
                attempts.tick();
                pairings.tick();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private synchronized List<Meeting> meetings() {
        return List.copyOf(meetings.values());
    }

    private final class Guest implements JoinAttempt.Listener {
        @Override
        public void changed() {
            tell(new SharingEvent.JoiningsChanged());
        }

        @Override
        public void joined(Membership membership) {
            notebooks.add(membership);
            openRooms();
        }
    }

    private final class Names implements Presence.Listener {
        private final NotebookId notebook;

        Names(NotebookId notebook) {
            this.notebook = notebook;
        }

        @Override
        public void caretsChanged() {
            tell(new SharingEvent.CaretsChanged(notebook));
        }

        @Override
        public void named(DeviceId device, String name) {
            notebooks.tell(
                    notebook, open -> open.alsoWrite(List.of(DeviceNames.put(notebooks.log(notebook), device, name))));
            peopleChanged(notebook);
        }
    }

    private final class Changes implements NotebookRoom.Listener {
        private final NotebookId notebook;

        Changes(NotebookId notebook) {
            this.notebook = notebook;
        }

        @Override
        public void changed() {
            peopleChanged(notebook);
        }

        @Override
        public void fetched(BlobId blob) {
            tell(new SharingEvent.Fetched(blob));
        }

        @Override
        public void judged(Twins.Verdict verdict) {
            switch (verdict) {
                case FIRST -> twinNoticed(notebook, NoticeText.TWIN);
                case SECOND -> becomeAnother(notebook);
                case UNKNOWN -> {} // the notebook's own notice says it
            }
        }
    }

    private void becomeAnother(NotebookId notebook) {
        synchronized (this) {
            if (renewed || closed) return;
            renewed = true;
        }
        var names = DeviceNames.of(notebooks.log(notebook)).values();
        var name = DeviceName.another(deviceName.get(), names);
        twinNoticed(notebook, NoticeText.second(name));
        try {
            origin.renew().accept(name);
        } catch (NodeFailure e) {
            LOG.log(Level.ERROR, "this node could not become another device: {0}", e.sentence());
        }
    }

    private void happened(NotebookId notebook, Optional<NotebookEvent> event) {
        if (event.isEmpty()) {
            Thread.ofVirtual().name("rooms").start(this::openRoomsSafely); // it reads the store
            return;
        }
        meeting(notebook).ifPresent(meeting -> meeting.room.happened(event.get()));
        if (event.get() instanceof NotebookEvent.MembersChanged) peopleChanged(notebook);
        if (event.get() instanceof NotebookEvent.Noticed(var notice, var author)) noticed(notebook, notice, author);
    }

    private void noticed(NotebookId notebook, Notice notice, Optional<DeviceId> author) {
        var sentence = new NoticeText(DeviceNames.of(notebooks.log(notebook))).of(notice, author);
        LOG.log(Level.WARNING, "{0}: {1}", notebook, sentence);
        if (isNews(notebook, sentence)) tell(new SharingEvent.Noticed(notebook, sentence));
    }

    /** Each sentence once: a peer that misbehaves does so often. */
    private synchronized boolean isNews(NotebookId notebook, String sentence) {
        return noticed.size() < NOTICED_MAX && noticed.add(notebook + sentence);
    }

    /** Of a twin, which says what it is each second. */
    private void twinNoticed(NotebookId notebook, String sentence) {
        if (!isNews(notebook, sentence)) return;
        LOG.log(Level.WARNING, "{0}: {1}", notebook, sentence);
        tell(new SharingEvent.Noticed(notebook, sentence));
    }

    private void openRoomsSafely() {
        try {
            openRooms();
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "the rooms of shared notebooks could not be opened", e);
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private static long nowSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    }

    /** Leaves all rooms. */
    @Override
    public void close() {
        ticker.interrupt();
        List<AutoCloseable> open = new ArrayList<>();
        synchronized (this) {
            closed = true;
            meetings.values().forEach(meeting -> open.add(meeting.room));
            open.addAll(lobbies.values());
            open.add(attempts);
            open.add(pairings);
        }
        for (var one : open) close(one);
        lan.close();
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "a room could not be left", e);
        }
    }
}
