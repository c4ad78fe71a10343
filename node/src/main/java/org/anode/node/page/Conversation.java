package org.anode.node.page;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;

/**
 * What one socket says and is answered: first a hello with a page session, then one message after the other, on a
 * virtual thread of its own. It waits where home or the disk does, and for a notebook only where sharing does.
 */
final class Conversation implements Runnable {
    static final int VERSION = 1;

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private final Host host;
    private final Outbox outbox;
    private final Runnable onTaken;
    private final BlockingQueue<Optional<String>> heard = new LinkedBlockingQueue<>();
    private volatile boolean welcome;
    private boolean over;
    private long lastChange;
    private @Nullable PageSession page;

    /** What all conversations of a server share. */
    record Host(Home home, PageSessions sessions, HomeTeller teller, Doorbell doorbell, String nodeStart) {}

    /** @param onTaken runs after each message that was taken up */
    Conversation(Host host, Outbox outbox, Runnable onTaken) {
        this.host = host;
        this.outbox = outbox;
        this.onTaken = onTaken;
    }

    /** Any thread; who calls it sees to it that only so many wait. */
    void hear(String text) {
        heard.add(Optional.of(text));
    }

    /** The socket is closed. */
    void end() {
        heard.add(Optional.empty());
    }

    int waiting() {
        return heard.size();
    }

    /** Whether the page has shown its session. */
    boolean isWelcome() {
        return welcome;
    }

    @Override
    public void run() {
        try {
            for (var text = heard.take(); text.isPresent(); text = heard.take()) {
                if (!over) take(text.get());
                onTaken.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (page != null) page.end();
        }
    }

    private void take(String text) {
        switch (PageJson.decode(text)) {
            case Parsed.Malformed<PageRequest>(var reason) -> {
                LOG.log(Level.DEBUG, "a malformed message: {0}", reason);
                goodbye(Outbox.Goodbye.MALFORMED);
            }
            case Parsed.Ok<PageRequest>(var request) -> take(request);
        }
    }

    private void take(PageRequest request) {
        switch (request) {
            case PageRequest.Hello hello when page == null -> hello(hello);
            case PageRequest.Hello _ -> goodbye(Outbox.Goodbye.MALFORMED);
            case PageRequest.Asked asked -> asked(asked);
            case PageRequest.Presence presence when page != null -> page.show(presence);
            case PageRequest.Presence _ -> goodbye(Outbox.Goodbye.UNKNOWN);
        }
    }

    private void hello(PageRequest.Hello hello) {
        if (hello.version() != VERSION) {
            goodbye(Outbox.Goodbye.OTHER_VERSION);
        } else if (!host.sessions.isKnown(hello.session())) {
            goodbye(Outbox.Goodbye.UNKNOWN);
        } else {
            welcome = true;
            page = new PageSession(host, outbox, hello.client());
            outbox.send(Frames.welcome(host.home, host.nodeStart));
        }
    }

    private void asked(PageRequest.Asked asked) {
        var to = page;
        if (to == null) {
            goodbye(Outbox.Goodbye.UNKNOWN);
        } else if (changesCells(asked.ask()) && asked.id() <= lastChange) {
            goodbye(Outbox.Goodbye.MALFORMED);
        } else {
            if (changesCells(asked.ask())) lastChange = asked.id();
            answer(to, asked);
        }
    }

    /** The ids of these ascend, for they say later which were applied. */
    private static boolean changesCells(PageRequest.Ask ask) {
        return ask instanceof PageRequest.Edit || ask instanceof PageRequest.Op;
    }

    /** A bug in one answer must not end the socket: it is logged and becomes that answer. */
    private void answer(PageSession to, PageRequest.Asked asked) {
        try {
            to.answer(asked.id(), asked.ask());
        } catch (NodeFailure e) {
            LOG.log(Level.DEBUG, "refused", e);
            outbox.send(Frames.no(asked.id(), e.sentence()));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a page was answered in a way it should not", e);
            outbox.send(Frames.no(asked.id(), NodeFailure.of(e).sentence()));
        }
    }

    private void goodbye(Outbox.Goodbye goodbye) {
        over = true;
        outbox.close(goodbye);
    }
}
