package org.anode.node.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.node.Refusal;
import org.anode.node.doc.CellOp;
import org.anode.node.doc.CellOps;
import org.anode.node.doc.Edits;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Resumption;
import org.anode.node.doc.Typing;
import org.anode.node.share.Caret;
import org.anode.node.share.Member;
import org.anode.node.text.CellText;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.ledger.Run;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a page that was let in asks, and how it is answered. On its conversation's thread. */
final class PageSession {
    private static final String NOT_THERE =
            "The computer chosen for runs can not be reached now, or does not run your cells: choose another one in the bar.";

    private final Home home;
    private final HomeTeller teller;
    private final Doorbell doorbell;
    private final SharingAnswers sharing;
    private final Outbox outbox;
    private final String client;
    private @Nullable Opened opened;

    /** @param page once the notebook was sent */
    private record Opened(
            NotebookId notebook, NotebookActor actor, AtomicReference<@Nullable OpenPage> page, Company company) {}

    PageSession(Conversation.Host host, Outbox outbox, String client) {
        this.home = host.home();
        this.teller = host.teller();
        this.doorbell = host.doorbell();
        this.sharing = new SharingAnswers(home);
        this.outbox = outbox;
        this.client = client;
        teller.welcome(outbox);
        doorbell.welcome(outbox);
    }

    void answer(long id, PageRequest.Ask ask) {
        switch (ask) {
            case PageRequest.Ping _ -> outbox.send(Frames.ok(id));
            case PageRequest.Home _ -> {
                teller.remove(outbox);
                outbox.send(Frames.ok(id));
                teller.add(outbox);
            }
            case PageRequest.Create(var title) -> {
                var notebook = home.create(title).toString();
                outbox.send(Frames.ok(id).put("notebook", notebook));
            }
            case PageRequest.Rename(var notebook, var title) -> done(id, () -> home.rename(notebook, title));
            case PageRequest.Delete(var notebook) ->
                done(id, () -> home.delete(notebook, sentence -> outbox.send(Frames.notice("info", sentence))));
            case PageRequest.Undelete(var notebook) -> done(id, () -> home.undelete(notebook));
            case PageRequest.DeviceName(var name) -> done(id, () -> home.nameDevice(name));
            case PageRequest.Open(var notebook, var resume) -> open(id, notebook, resume);
            case PageRequest.Close _ -> done(id, this::close);
            case PageRequest.Edit edit -> turn(id, open -> edit(open, id, edit));
            case PageRequest.Op(var op) ->
                turn(id, open -> {
                    var made = new CellOps(open).apply(client, id, op);
                    return List.of(named(id, op, made));
                });
            case PageRequest.Run(var cells, var on) -> turn(id, open -> execs(id, run(open, cells, on)));
            case PageRequest.Elsewhere(var exec) -> turn(id, open -> execs(id, List.of(open.runElsewhere(exec))));
            case PageRequest.SetPolicy(var rule) ->
                done(id, () -> home.policies().choose(opened().notebook(), rule));
            case PageRequest.Interrupt(var exec) ->
                turn(id, open -> execs(id, open.interrupt(exec.map(ExecId::value))));
            case PageRequest.Cancel(var execs) -> turn(id, open -> cancel(open, id, execs));
            case PageRequest.Restart restart -> turn(id, open -> restart(open, id, restart));
            case PageRequest.SetHosts(var settings) -> act(id, open -> open.setHostSettings(settings));
            case PageRequest.Allow allow -> allow(id, allow);
            case PageRequest.Deny(var execs) -> act(id, open -> open.denyRuns(execs));
            case PageRequest.Also(var exec) -> turn(id, open -> List.of(HostFrames.also(id, open, run(open, exec))));
            case PageRequest.Clear(var cells) ->
                act(id, open -> open.clear(cells.stream().map(CellId::value).toList()));
            case PageRequest.Stdin(var exec, var text) -> act(id, open -> open.answerInput(exec, text));
            case PageRequest.Complete(var _, var source, var at) ->
                turn(id, open -> {
                    open.complete(source, at, answer -> outbox.send(Frames.code(id, answer)));
                    return List.of();
                });
            case PageRequest.ListVariables _ ->
                turn(id, open -> {
                    open.variables(answer -> outbox.send(Frames.code(id, answer)));
                    return List.of();
                });
            case PageRequest.SharingAsk about -> outbox.send(sharing.answer(id, about, () -> opened().notebook()));
            case PageRequest.Inspect(var _, var source, var at) ->
                turn(id, open -> {
                    open.inspect(source, at, answer -> outbox.send(Frames.code(id, answer)));
                    return List.of();
                });
        }
    }

    /** Where the tab's caret is. */
    void show(PageRequest.Presence presence) {
        var to = opened;
        if (to == null) return;
        var caret = presence.cell().map(cell -> new Caret(client, cell, presence.anchor(), presence.head()));
        home.sharing().show(to.notebook, client, caret);
    }

    /** The socket is closed. */
    void end() {
        teller.forget(outbox);
        doorbell.forget(outbox);
        close();
    }

    private void done(long id, Runnable what) {
        what.run();
        outbox.send(Frames.ok(id));
    }

    /** The notebook is sent in a turn of its own: what the page brings is in it then. */
    private void open(long id, NotebookId notebook, List<PageRequest.Pending> resume) {
        close();
        var actor = home.notebook(notebook);
        var page = new AtomicReference<@Nullable OpenPage>();
        var company = new Company(home, notebook, client, outbox, new Shown(actor, page));
        var to = new Opened(notebook, actor, page, company);
        opened = to;
        var done = new Reply(id);
        to.actor.post(open -> List.of(resume(open, id, resume)), done);
        to.actor.post(
                open -> {
                    if (done.isRefused()) return List.of();
                    to.page.set(
                            OpenPage.begin(open, new Doubts(open.self(), home.trust()), outbox, company::hostsChanged));
                    company.begin();
                    return List.of();
                },
                new Reply(id));
        to.actor.post(
                open -> {
                    open.load();
                    return true;
                },
                new Ignored());
    }

    /** The notebook as this page shows it, for its company; looked at in turns of the notebook. */
    private record Shown(NotebookActor actor, AtomicReference<@Nullable OpenPage> page) implements Company.Page {
        @Override
        public void judgeAgain() {
            turn(OpenPage::judgeAgain);
        }

        @Override
        public void look(List<Member> members, HostFrames.Here here) {
            turn(begun -> begun.look(members, here));
        }

        private void turn(Consumer<OpenPage> what) {
            actor.post(
                    _ -> {
                        var begun = page.get();
                        if (begun != null) what.accept(begun);
                        return begun != null;
                    },
                    new Ignored());
        }
    }

    private static List<ExecId> run(OpenNotebook open, List<CellId> cells, Optional<DeviceId> on) {
        if (on.isPresent() && !open.offers().containsKey(on.get())) throw new Refusal(NOT_THERE);
        return open.run(cells.stream().map(CellId::value).toList(), on);
    }

    private ObjectNode resume(OpenNotebook open, long id, List<PageRequest.Pending> edits) {
        var fitting = new ArrayList<Resumption.Offered>();
        var lost = new ArrayList<Long>();
        for (var edit : edits) {
            switch (edit.changes()) {
                case Parsed.Ok<ChangeSet>(var changes) ->
                    fitting.add(new Resumption.Offered(
                            edit.client(), edit.id(), edit.cell(), Set.copyOf(edit.heads()), changes));
                case Parsed.Malformed<ChangeSet> _ -> lost.add(edit.id());
            }
        }
        var result = Resumption.of(open, fitting);
        lost.addAll(result.lost());
        var ok = Frames.ok(id);
        Frames.counts(ok.putArray("resumed"), result.resumed());
        Frames.counts(ok.putArray("had"), result.had());
        Frames.counts(ok.putArray("lost"), lost);
        return ok;
    }

    private void close() {
        var from = opened;
        opened = null;
        if (from == null) return;
        from.company.close();
        from.actor.post(
                open -> {
                    var page = from.page.get();
                    return page != null && open.forget(page);
                },
                new Ignored());
    }

    private List<ObjectNode> edit(OpenNotebook open, long id, PageRequest.Edit edit) {
        var offer =
                switch (edit.changes()) {
                    case Parsed.Ok<ChangeSet>(var changes) ->
                        new Typing(open).edit(client, id, edit.cell(), edit.version(), changes);
                    case Parsed.Malformed<ChangeSet>(var reason) -> new CellText.Offer.Malformed(reason);
                };
        return switch (offer) {
            case CellText.Offer.Accepted _ -> List.of(Frames.ok(id));
            case CellText.Offer.Stale _ -> List.of(Frames.stale(id, edit.cell()));
            case CellText.Offer.OutOfReach _ -> whole(open, id, edit, "This page is too far behind; here is the cell.");
            case CellText.Offer.Malformed(var reason) ->
                whole(open, id, edit, "The edit does not fit: " + reason + ".");
        };
    }

    private static List<ObjectNode> whole(OpenNotebook open, long id, PageRequest.Edit edit, String why) {
        var cell = new Edits(open).any(edit.cell().value());
        return List.of(Frames.no(id, why), Frames.cell(open, cell));
    }

    private static ObjectNode named(long id, CellOp op, List<CellId> made) {
        var ok = Frames.ok(id);
        switch (op) {
            case CellOp.Insert _ -> ok.put("cell", made.getFirst().value());
            case CellOp.Split _, CellOp.Paste _ -> Frames.names(ok.putArray("cells"), made);
            default -> {}
        }
        return ok;
    }

    private static List<ObjectNode> execs(long id, List<ExecId> execs) {
        var ok = Frames.ok(id);
        var names = ok.putArray("execs");
        for (var exec : execs) names.add(exec.value());
        return List.of(ok);
    }

    private static List<ObjectNode> cancel(OpenNotebook open, long id, List<ExecId> execs) {
        for (var exec : execs)
            if (open.run(exec).filter(run -> !run.state().isEnd()).isPresent())
                open.interrupt(Optional.of(exec.value()));
        return List.of(Frames.ok(id));
    }

    private static List<ObjectNode> restart(OpenNotebook open, long id, PageRequest.Restart asked) {
        open.restart(asked.on());
        return execs(id, asked.runAll() ? open.run(List.of(), asked.on()) : List.of());
    }

    /** The policy first: what it lets is not asked about. */
    private void allow(long id, PageRequest.Allow asked) {
        asked.always().ifPresent(device -> home.policies().let(opened().notebook(), device));
        act(id, open -> open.allowRuns(asked.execs()));
    }

    private static Run run(OpenNotebook open, ExecId exec) {
        return open.run(exec).orElseThrow(() -> new Refusal("There is no such run."));
    }

    /** A turn of the open notebook that is answered with no more than that it was taken. */
    private void act(long id, Consumer<OpenNotebook> what) {
        turn(id, open -> {
            what.accept(open);
            return List.of(Frames.ok(id));
        });
    }

    /** A turn of the open notebook; gives the answers. */
    private void turn(long id, Function<OpenNotebook, List<ObjectNode>> turn) {
        opened().actor.post(turn, new Reply(id));
    }

    private Opened opened() {
        var to = opened;
        if (to == null) throw new Refusal("Open a notebook first.");
        return to;
    }

    /** Answers once the turn was taken, and says when it is saved. */
    private final class Reply implements NotebookActor.Outcome<List<ObjectNode>> {
        private final long id;
        private volatile boolean answered;
        private volatile boolean refused;

        Reply(long id) {
            this.id = id;
        }

        boolean isRefused() {
            return refused;
        }

        @Override
        public void done(List<ObjectNode> answers) {
            answered = true;
            answers.forEach(outbox::send);
        }

        @Override
        public void saved() {
            outbox.send(Frames.saved(id));
        }

        @Override
        public void failed(NodeFailure reason) {
            refused = true;
            if (answered) outbox.send(Frames.notice("error", reason.sentence()));
            else outbox.send(Frames.no(id, reason.sentence()));
        }
    }

    /** Nobody waits for it. */
    private static final class Ignored implements NotebookActor.Outcome<Boolean> {
        @Override
        public void done(Boolean result) {}

        @Override
        public void failed(NodeFailure reason) {}
    }
}
