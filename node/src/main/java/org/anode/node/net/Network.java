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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anode.node.LanUse;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.RelayUse;
import org.anode.node.Sharing;
import org.anode.node.doc.NamedBlobs;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.identity.DeviceName;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Notice;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.Caret;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteWish;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.Joining;
import org.anode.node.share.LanState;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.Membership;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.Pairing;
import org.anode.node.share.PairingLink;
import org.anode.node.share.PeerNode;
import org.anode.node.share.RelayState;
import org.anode.node.share.SeenCaret;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.node.share.TwinMessage.Claim;
import org.anode.node.store.JoinLinks;
import org.anode.node.store.NotebookRelays;
import org.anode.node.store.RoomSecrets;
import org.anode.node.transport.Way;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

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
    private final JoinLinks joinLinks;
    private final Twins twins;
    private final SecureRandom random = new SecureRandom();
    private final Lan lan;
    private final Relays relays;
    private final List<Way> ways = new ArrayList<>();
    private final Map<NotebookId, Meeting> meetings = new LinkedHashMap<>();
    private final Lobbies lobbies;
    private final RoomKeys keys;
    private final MemberActs acts;
    private final Set<NotebookId> out = new HashSet<>();
    private final JoinAttempts attempts;
    private final Pairings pairings;
    private final List<Consumer<SharingEvent>> watches = new CopyOnWriteArrayList<>();
    private final Thread ticker = Thread.ofVirtual().name("network-ticker").unstarted(this::tickAgainAndAgain);
    private final Set<String> noticed = new HashSet<>();
    private boolean renewed;
    private boolean closed;

    /** @param deviceName of this device, for people */
    public Network(
            NotebookAccess notebooks,
            Identity identity,
            Supplier<String> deviceName,
            Origin origin,
            Circle circle,
            LanUse use,
            RelayUse relayUse) {
        this.joinLinks = new JoinLinks(notebooks.store());
        this.notebooks = notebooks;
        this.identity = identity;
        this.deviceName = deviceName;
        this.origin = origin;
        this.twins = new Twins(origin.elsewhere(), Bytes.random(random, Claim.TOKEN_BYTES), Network::nowMs);
        this.relays = new Relays(relayUse, identity.keys(), random, () -> tell(new SharingEvent.RelaysChanged()));
        this.lobbies = new Lobbies(notebooks, identity.keys(), circle, this::relayWays, random, this::requestsChanged);
        this.keys = new RoomKeys(notebooks, identity, random);
        this.acts = new MemberActs(notebooks, identity, keys, random);
        this.attempts = new JoinAttempts(identity, deviceName, circle.voucher(), random, new Guest());
        this.pairings = new Pairings(identity, deviceName, relays::ways, random);
        this.lan = new Lan(use, transport -> attach(new Way(Lan.NAME, true, transport)), this::failed);
        notebooks.watch(this::happened);
        if (use.when() == LanUse.When.AT_START) lan.want();
        openRooms();
        joinAgain();
        ticker.start();
    }

    /** With the links that had not ended when the node stopped. */
    private void joinAgain() {
        for (var text : joinLinks.all()) {
            switch (InviteLink.parse(text)) {
                case Parsed.Ok<InviteLink>(var link) -> begin(link);
                case Parsed.Malformed<InviteLink>(var reason) ->
                    LOG.log(Level.WARNING, "a link that was joined with can not be read: {0}", reason);
            }
        }
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
        for (var notebook : here)
            if (!RoomSecrets.hasLeft(notebooks.log(notebook)))
                RoomSecrets.of(notebooks.log(notebook)).ifPresent(kept -> enter(notebook, kept));
    }

    private void enter(NotebookId notebook, RoomSecrets.Kept kept) {
        var secret = new RoomSecret(kept.secret(), kept.epoch());
        var before = meetings.get(notebook);
        if (out.contains(notebook)) part(notebook);
        else if (before == null || !before.secret.equals(secret)) meet(notebook, secret);
    }

    private void meet(NotebookId notebook, RoomSecret secret) {
        leaveRoom(notebook);
        var members = stored(notebook);
        if (keys.isOut(members)) {
            out.add(notebook);
            part(notebook);
            return;
        }
        var presence = new Presence(deviceName, Network::nowMs, new Names(notebook));
        var changes = new Changes(notebook);
        var formers = origin.formers();
        var room = new NotebookRoom(
                notebook, notebooks, secret, identity, formers, twins, random, presence, keys, changes);
        var meeting = new Meeting(secret, room, presence, notebooks, keys);
        meeting.spent(members.standing().isEpochSpent());
        meetings.put(notebook, meeting);
        for (var earlier : keys.earlier(notebook))
            meeting.listen(new EarlierRoom(notebook, earlier, notebooks, identity, keys, acts, random, meeting::here));
        ways.forEach(meeting::attach);
        relayWays(notebook).forEach(meeting::attach);
        lobbies.tidy(notebook);
        if (members.isLive(identity.device())) lobbies.open(notebook);
        lan.want();
    }

    private Members stored(NotebookId notebook) {
        return Members.stored(notebook, notebooks.log(notebook).statements());
    }

    private void leaveRoom(NotebookId notebook) {
        var meeting = meetings.remove(notebook);
        if (meeting != null) meeting.leave();
    }

    /** Those who wait at links go on waiting when the notebook only has another room. */
    private void part(NotebookId notebook) {
        leaveRoom(notebook);
        lobbies.close(notebook);
    }

    /** Another way to the peers of every room. */
    private synchronized void attach(Way way) {
        if (closed) return;
        ways.add(way);
        meetings.values().forEach(meeting -> meeting.attach(way));
        lobbies.attach(way);
        attempts.attach(way);
        pairings.attach(way);
    }

    /** The ways of a notebook alone. */
    private List<Way> relayWays(NotebookId notebook) {
        return relays.ways(NotebookRelays.of(notebooks.log(notebook)));
    }

    @Override
    public InviteLink invite(NotebookId notebook, InviteWish wish) {
        var title = notebooks.title(notebook);
        lan.want();
        var places = places(NotebookRelays.of(notebooks.log(notebook)));
        keepRelays(notebook, places.relays());
        if (RoomSecrets.of(notebooks.log(notebook)).isEmpty()) share(notebook);
        var link = lobbies.issue(notebook, deviceName.get(), title, places, wish);
        openRooms();
        peopleChanged(notebook);
        return link;
    }

    /**
     * Where to find this node: for a link.
     *
     * @param known relays beside this node's own
     * @throws Refusal if there is nowhere
     */
    private MeetingPlaces places(List<String> known) {
        var at = relays.with(known);
        needsWay(at);
        return new MeetingPlaces(at, lan.hint().map(List::of).orElse(List.of()));
    }

    /** @throws Refusal if there are no such relays and the LAN is never used */
    private void needsWay(List<?> relays) {
        if (relays.isEmpty() && lan.isNever())
            throw new Refusal("There is no way to others: start this node without --no-lan, or with --relay.");
    }

    private void share(NotebookId notebook) {
        notebooks.share(notebook, new RoomSecrets.Kept(0, Bytes.random(random, RoomSecret.SIZE_BYTES)));
        new Successions(notebooks, identity, origin.formers()).settle(notebook);
    }

    @Override
    public List<OpenInvite> invites(NotebookId notebook) {
        return lobbies.invites(notebook);
    }

    @Override
    public void revoke(NotebookId notebook, InviteId invite) {
        lobbies.revoke(notebook, invite);
    }

    @Override
    public List<JoinRequest> requests() {
        return lobbies.requests();
    }

    @Override
    public void approve(String request, Optional<Role> role) {
        lobbies.approve(request, role);
    }

    @Override
    public void refuse(String request) {
        lobbies.refuse(request);
    }

    private void requestsChanged() {
        tell(new SharingEvent.RequestsChanged());
    }

    @Override
    public Joining join(InviteLink link) {
        needsWay(relays.ways(link.places().relays()));
        var joining = begin(link);
        joinLinks.keep(link.id().value(), link.text());
        if (!attempts.isUnderWay(link.id())) joinLinks.drop(link.id().value()); // it may have ended meanwhile
        tell(new SharingEvent.JoiningsChanged());
        return joining;
    }

    private Joining begin(InviteLink link) {
        lookAt(link.places());
        return attempts.begin(link, relays.ways(link.places().relays()));
    }

    /** On the LAN, which looks there first. */
    private void lookAt(MeetingPlaces places) {
        places.lan().forEach(hint -> lan.addPeer(new InetSocketAddress(hint.host(), hint.port())));
        lan.want();
    }

    @Override
    public List<Joining> joinings() {
        return attempts.all();
    }

    @Override
    public void forget(InviteId join) {
        joinLinks.drop(join.value());
        if (attempts.forget(join)) tell(new SharingEvent.JoiningsChanged());
    }

    @Override
    public PairingLink link(Listener listener) {
        lan.want();
        var link = PairingLink.signed(
                identity.keys(), deviceName.get(), places(List.of()), Bytes.random(random, PairingLink.SECRET_BYTES));
        pairings.make(link, listener);
        return link;
    }

    @Override
    public void take(PairingLink link, Listener listener) {
        needsWay(relays.ways(link.places().relays()));
        lookAt(link.places());
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
        needsWay(List.of());
        lan.addPeer(peer);
        lan.want();
    }

    @Override
    public LanState lan() {
        return lan.state();
    }

    @Override
    public List<RelayState> relays() {
        return relays.states();
    }

    @Override
    public List<RelayState> relays(NotebookId notebook) {
        return relays.states(NotebookRelays.of(notebooks.log(notebook)));
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
        return people().list(notebook, meeting(notebook).map(meeting -> meeting.room));
    }

    private People people() {
        return new People(deviceName.get(), notebooks);
    }

    @Override
    public Synced synced(NotebookId notebook) {
        var shared = RoomSecrets.of(notebooks.log(notebook)).isPresent();
        return People.synced(shared, meeting(notebook).map(meeting -> meeting.room));
    }

    @Override
    public List<PeerNode> peers() {
        var found = new ArrayList<PeerNode>();
        for (var notebook : notebooks.notebooksHere())
            meeting(notebook).ifPresent(meeting -> found.addAll(people().peers(notebook, meeting.room)));
        return found;
    }

    @Override
    public void remove(NotebookId notebook, DeviceId device) {
        acts.remove(notebook, device);
    }

    @Override
    public void setRole(NotebookId notebook, DeviceId device, Role role, Set<Flag> flags) {
        acts.setRole(notebook, device, role, flags);
    }

    @Override
    public SortedMap<DeviceId, String> late(NotebookId notebook) {
        var names = DeviceNames.of(notebooks.log(notebook));
        var found = new TreeMap<DeviceId, String>();
        for (var device : acts.late(notebook)) found.put(device, names.getOrDefault(device, ""));
        return found;
    }

    @Override
    public void accept(NotebookId notebook, DeviceId device) {
        acts.accept(notebook, device);
    }

    @Override
    public void leave(NotebookId notebook) {
        acts.sayFarewell(notebook);
        meeting(notebook).ifPresent(meeting -> meeting.room.memberTalk().sayFarewell());
        notebooks.leave(notebook);
        peopleChanged(notebook);
    }

    @Override
    public boolean fetch(BlobId blob) {
        var naming = meetings().stream()
                .map(meeting -> meeting.room)
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
                meetings().forEach(Meeting::tick);
                attempts.tick();
                lobbies.tick();
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
        public void ended(InviteLink link) {
            joinLinks.drop(link.id().value());
        }

        @Override
        public void joined(InviteLink link, Membership membership) {
            notebooks.add(membership);
            keepRelays(membership.notebook(), link.places().relays());
            isInAgain(membership.notebook());
            openRooms();
        }
    }

    /** Where the notebook's devices meet too, as a link says or an admin. */
    private void keepRelays(NotebookId notebook, List<String> more) {
        var log = notebooks.log(notebook);
        var kept = NotebookRelays.of(log);
        if (kept.containsAll(more)) return;
        var all = Stream.concat(more.stream(), kept.stream())
                .distinct()
                .limit(Relays.LIST_MAX)
                .toList();
        notebooks.store().write(List.of(NotebookRelays.put(log, all)));
        meeting(notebook).ifPresent(meeting -> relayWays(notebook).forEach(meeting::attach));
    }

    private synchronized void isInAgain(NotebookId notebook) {
        out.remove(notebook);
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
        public void moved(RoomKeys.Outcome outcome) {
            Network.this.moved(notebook, outcome);
        }

        @Override
        public List<String> relays() {
            return relays.with(NotebookRelays.of(notebooks.log(notebook)));
        }

        @Override
        public void meetAt(List<String> told) {
            keepRelays(notebook, told);
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
            Background.run(this::openRooms);
            return;
        }
        meeting(notebook).ifPresent(meeting -> meeting.room.happened(event.get()));
        if (event.get() instanceof NotebookEvent.MembersChanged) {
            peopleChanged(notebook);
            Background.run(() -> follow(notebook));
        }
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

    /** The members log of a notebook is another: it may have another room, or none for this device. */
    private void follow(NotebookId notebook) {
        var outcome = notebooks.ask(notebook, open -> {
            meeting(notebook).ifPresent(meeting -> meeting.spent(keys.isSpent(open)));
            return keys.follow(open);
        });
        moved(notebook, outcome);
    }

    private void moved(NotebookId notebook, RoomKeys.Outcome outcome) {
        synchronized (this) {
            boolean isNews = outcome == RoomKeys.Outcome.OUT ? out.add(notebook) : out.remove(notebook);
            if (outcome == RoomKeys.Outcome.SAME && !isNews) return;
        }
        openRooms();
        peopleChanged(notebook);
        tell(new SharingEvent.CaretsChanged(notebook));
        if (outcome == RoomKeys.Outcome.OUT && isNews(notebook, NoticeText.OUT))
            tell(new SharingEvent.Noticed(notebook, NoticeText.OUT));
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** Leaves all rooms. */
    @Override
    public void close() {
        ticker.interrupt();
        List<AutoCloseable> open = new ArrayList<>();
        synchronized (this) {
            closed = true;
            open.addAll(meetings.values());
            open.add(lobbies);
            open.add(attempts);
            open.add(pairings);
            open.add(relays);
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
