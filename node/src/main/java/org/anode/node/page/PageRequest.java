package org.anode.node.page;

import java.util.List;
import java.util.Optional;
import org.anode.node.doc.CellOp;
import org.anode.node.share.InviteId;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/** What a page says on its socket: docs/page-protocol.md. */
sealed interface PageRequest {
    /** The first message. */
    record Hello(long version, String session, String client) implements PageRequest {}

    /** @param id the page's count of what it asked */
    record Asked(long id, Ask ask) implements PageRequest {}

    /**
     * Where the tab's caret is; not answered.
     *
     * @param cell empty if it is nowhere
     */
    record Presence(Optional<CellId> cell, int anchor, int head) implements PageRequest {}

    /** What is answered. */
    sealed interface Ask {}

    record Ping() implements Ask {}

    record Home() implements Ask {}

    record Create(Optional<String> title) implements Ask {}

    record Rename(NotebookId notebook, String title) implements Ask {}

    record Delete(NotebookId notebook) implements Ask {}

    record Undelete(NotebookId notebook) implements Ask {}

    record DeviceName(String name) implements Ask {}

    record Open(NotebookId notebook, List<Pending> resume) implements Ask {}

    record Close() implements Ask {}

    record Edit(CellId cell, long version, Parsed<ChangeSet> changes) implements Ask {}

    record Op(CellOp op) implements Ask {}

    record Run(List<CellId> cells) implements Ask {}

    record Interrupt(Optional<ExecId> exec) implements Ask {}

    record Cancel(List<ExecId> execs) implements Ask {}

    record Restart(boolean runAll) implements Ask {}

    record Clear(List<CellId> cells) implements Ask {}

    record Stdin(ExecId exec, String text) implements Ask {}

    /** @param at UTF-16 units */
    record Complete(CellId cell, String source, int at) implements Ask {}

    /** @param at UTF-16 units */
    record Inspect(CellId cell, String source, int at) implements Ask {}

    /** A link to the open notebook. */
    record Share() implements Ask {}

    /** @param link as it was pasted */
    record Join(String link) implements Ask {}

    record ForgetJoin(InviteId join) implements Ask {}

    /** @param address {@code host:port} */
    record Connect(String address) implements Ask {}

    /** An edit that its page never saw confirmed. */
    record Pending(String client, long id, CellId cell, List<ChangeHash> heads, Parsed<ChangeSet> changes) {}
}
