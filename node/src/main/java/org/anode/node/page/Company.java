package org.anode.node.page;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.node.Sharing;
import org.anode.node.share.Member;
import org.anode.node.share.SharingEvent;
import org.anode.schema.NotebookId;

/** Tells a page who else is in its notebook and where; a thread of its own, for to look takes a turn of the notebook. */
final class Company implements AutoCloseable {
    /** Carets are told at most 20 times a second (SY-11). */
    private static final long CARETS_EVERY_MS = 50;

    /** People at most 4 times a second: to look costs a turn. */
    private static final long PEOPLE_EVERY_ROUNDS = 5;

    /** Where cells run at most about once a second. */
    private static final long HOSTS_EVERY_ROUNDS = 20;

    private static final System.Logger LOG = System.getLogger(Company.class.getName());

    private final Home home;
    private final NotebookId notebook;
    private final String client;
    private final Outbox outbox;
    private final Semaphore changes = new Semaphore(0);
    private final Sharing.Watch watch;
    private final Sharing.Watch trustWatch;
    private final Sharing.Watch policyWatch;
    private final Page page;
    private final Thread thread;
    private boolean toldAway;
    private boolean shared;
    private Colours colours = Colours.none();
    private volatile boolean people = true;
    private volatile boolean carets = true;
    private volatile boolean trust;
    private volatile boolean hosts = true;

    /** The page whose company it is; each may take a turn of the notebook. */
    interface Page {
        /** Somebody is trusted more or less. */
        void judgeAgain();

        /** Who can be reached, or would run what, may be another. */
        void look(List<Member> members, HostFrames.Here here);
    }

    /** @param client the page's own, whose caret it is not told */
    Company(Home home, NotebookId notebook, String client, Outbox outbox, Page page) {
        this.home = home;
        this.notebook = notebook;
        this.client = client;
        this.outbox = outbox;
        this.page = page;
        this.watch = home.sharing().watch(this::hear);
        this.trustWatch = home.trust().watch(this::trustChanged);
        this.policyWatch = home.policies().watch(this::hostsChanged);
        this.thread = Thread.ofVirtual().name("company").unstarted(this::run);
    }

    /** Once the page has the notebook. */
    void begin() {
        thread.start();
        changes.release();
    }

    private void hear(SharingEvent event) {
        switch (event) {
            case SharingEvent.PeopleChanged(var id)
            when id.equals(notebook) -> {
                people = true;
                hosts = true;
            }
            case SharingEvent.CaretsChanged(var id) when id.equals(notebook) -> carets = true;
            case SharingEvent.RequestsChanged _, SharingEvent.RelaysChanged _ -> people = true; // told with them
            case SharingEvent.PeopleChanged _,
                    SharingEvent.CaretsChanged _,
                    SharingEvent.JoiningsChanged _,
                    SharingEvent.Noticed _,
                    SharingEvent.Troubled _,
                    SharingEvent.Fetched _ -> {
                return;
            }
        }
        changes.release();
    }

    private void trustChanged() {
        people = true;
        trust = true;
        hosts = true;
        changes.release();
    }

    /** Where cells run may be another place. Any thread; does not block. */
    void hostsChanged() {
        hosts = true;
        changes.release();
    }

    private void run() {
        try {
            for (long round = 0; ; round++) {
                changes.acquire();
                changes.drainPermits();
                if (people && round % PEOPLE_EVERY_ROUNDS == 0) tellPeople();
                if (carets) tellCarets();
                if (trust) judgeAgain();
                if (hosts && round % HOSTS_EVERY_ROUNDS == 0) tellHosts();
                if (people || hosts) changes.release();
                TimeUnit.MILLISECONDS.sleep(CARETS_EVERY_MS);
            }
        } catch (InterruptedException e) {
            // the page is closed
        }
    }

    private void judgeAgain() {
        trust = false;
        page.judgeAgain();
    }

    /** Nobody asks where the cells of a notebook run that nobody else has. */
    private void tellHosts() {
        hosts = false;
        if (!shared) return;
        try {
            var policies = home.policies();
            var here = new HostFrames.Here(policies.of(notebook), policies.fixed());
            page.look(home.sharing().people(notebook), here);
        } catch (NodeFailure e) {
            LOG.log(Level.DEBUG, "nobody is told where cells of a notebook run", e);
        }
    }

    private void tellCarets() {
        carets = false;
        outbox.send(PeopleFrames.carets(home.sharing().carets(notebook, client), colours));
    }

    private void tellPeople() {
        people = false;
        try {
            var members = home.sharing().people(notebook);
            colours = Colours.of(members);
            var told = PeopleFrames.people(home, notebook, members, colours);
            if (!shared) hosts = true;
            shared = told.path("shared").asBoolean();
            outbox.send(told);
            if (!toldAway) tellAway(members);
        } catch (NodeFailure e) {
            LOG.log(Level.DEBUG, "nobody is told who is in a notebook", e);
        }
    }

    private void tellAway(List<Member> members) {
        toldAway = true;
        var changed = home.takeAway(notebook);
        if (!changed.isEmpty()) outbox.send(PeopleFrames.whileAway(changed, members));
    }

    @Override
    public void close() {
        watch.close();
        trustWatch.close();
        policyWatch.close();
        thread.interrupt();
        home.sharing().show(notebook, client, Optional.empty());
    }
}
