package org.anode.node.page;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.node.share.SharingEvent;
import org.anode.schema.NotebookId;

/**
 * Tells the pages that show the home screen what changed there, and all pages what people should know. A thread of its
 * own reads the list from the store.
 */
final class HomeTeller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HomeTeller.class.getName());

    private final Home home;
    private final List<Outbox> pages = new CopyOnWriteArrayList<>();
    private final List<Outbox> all = new CopyOnWriteArrayList<>();
    private final Gathering telling = new Gathering("home", this::tell);

    HomeTeller(Home home) {
        this.home = home;
        telling.begin();
        home.watch(telling::ask);
        home.sharing().watch(this::hear);
        home.trust().watch(telling::ask);
        home.listen(this::warn);
    }

    private void warn(NotebookId notebook, String sentence) {
        for (var page : all) page.send(Frames.notice("warning", sentence).put("notebook", notebook.toString()));
    }

    private void hear(SharingEvent event) {
        switch (event) {
            case SharingEvent.JoiningsChanged _, SharingEvent.RelaysChanged _ -> telling.ask();
            case SharingEvent.Noticed(var notebook, var sentence) -> warn(notebook, sentence);
            case SharingEvent.Troubled(var sentence) -> {
                for (var page : all) page.send(Frames.notice("warning", sentence));
            }
            case SharingEvent.PeopleChanged _,
                    SharingEvent.CaretsChanged _,
                    SharingEvent.RequestsChanged _,
                    SharingEvent.Fetched _ -> {}
        }
    }

    /** A page that was let in hears what people should know. */
    void welcome(Outbox page) {
        all.add(page);
        home.news().ifPresent(sentence -> page.send(Frames.notice("warning", sentence)));
    }

    /** The socket is closed. */
    void forget(Outbox page) {
        all.remove(page);
        pages.remove(page);
    }

    void add(Outbox page) {
        pages.add(page);
        page.send(Frames.notebooks(home));
    }

    void remove(Outbox page) {
        pages.remove(page);
    }

    private void tell() {
        if (pages.isEmpty()) return;
        try {
            var now = Frames.notebooks(home);
            for (var page : pages) page.send(now);
        } catch (NodeFailure e) {
            LOG.log(Level.WARNING, "the list of notebooks could not be read", e);
        }
    }

    @Override
    public void close() {
        telling.close();
    }
}
