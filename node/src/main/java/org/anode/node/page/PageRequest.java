package org.anode.node.page;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.doc.CellOp;
import org.anode.node.doc.HostSettings;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteId;
import org.anode.node.share.InviteWish;
import org.anode.node.share.TrustLevel;
import org.anode.node.text.ChangeSet;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
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

    /** @param on the device that is to run them; the usual one if there is none */
    record Run(List<CellId> cells, Optional<DeviceId> on) implements Ask {}

    /** A run whose device can not be reached is asked for again, where it can be run now. */
    record Elsewhere(ExecId exec) implements Ask {}

    /** Who may run code of the open notebook on this computer. */
    record SetPolicy(Rule rule) implements Ask {}

    record Interrupt(Optional<ExecId> exec) implements Ask {}

    record Cancel(List<ExecId> execs) implements Ask {}

    /** @param on the device whose session it is; the usual one if there is none */
    record Restart(boolean runAll, Optional<DeviceId> on) implements Ask {}

    /** What the notebook says of where its cells run. */
    record SetHosts(HostSettings settings) implements Ask {}

    /**
     * What others want to run on this computer.
     *
     * @param always a device that is not asked about any more
     */
    record Allow(List<ExecId> execs, Optional<DeviceId> always) implements Ask {}

    record Deny(List<ExecId> execs) implements Ask {}

    /** The attempts at a run that are not shown. */
    record Also(ExecId exec) implements Ask {}

    record Clear(List<CellId> cells) implements Ask {}

    record Stdin(ExecId exec, String text) implements Ask {}

    /** @param at UTF-16 units */
    record Complete(CellId cell, String source, int at) implements Ask {}

    /** @param at UTF-16 units */
    record Inspect(CellId cell, String source, int at) implements Ask {}

    /** What cells named in the kernel. */
    record ListVariables() implements Ask {}

    /** What is asked about other people and devices. */
    sealed interface SharingAsk extends Ask {}

    /** A link to the open notebook. */
    record Share(InviteWish wish) implements SharingAsk {}

    /** Of the open notebook. */
    record RevokeInvite(InviteId invite) implements SharingAsk {}

    /** @param role instead of what the link gives */
    record Approve(String request, Optional<Role> role) implements SharingAsk {}

    record Refuse(String request) implements SharingAsk {}

    /** What a device may do in the open notebook. */
    record SetRole(DeviceId device, Role role, Set<Flag> flags) implements SharingAsk {}

    /** From the open notebook. */
    record RemoveDevice(DeviceId device) implements SharingAsk {}

    /** What a removed device wrote afterwards and is here counts in the open notebook. */
    record AcceptLate(DeviceId device) implements SharingAsk {}

    /** The open notebook. */
    record Leave() implements SharingAsk {}

    /** @param link as it was pasted */
    record Join(String link) implements SharingAsk {}

    record ForgetJoin(InviteId join) implements SharingAsk {}

    /** @param address {@code host:port} */
    record Connect(String address) implements SharingAsk {}

    record SetTrust(DeviceId device, TrustLevel level) implements SharingAsk {}

    /** A link by which another device of the same person is paired. */
    record Pair() implements SharingAsk {}

    /** @param link as it was pasted */
    record TakePair(String link) implements SharingAsk {}

    /** @param same whether the words are, on both screens */
    record ConfirmPair(boolean same) implements SharingAsk {}

    record Unpair(DeviceId device) implements SharingAsk {}

    /** An edit that its page never saw confirmed. */
    record Pending(String client, long id, CellId cell, List<ChangeHash> heads, Parsed<ChangeSet> changes) {}
}
