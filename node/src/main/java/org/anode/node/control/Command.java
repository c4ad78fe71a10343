package org.anode.node.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;

/**
 * Everything a person or script can ask of a node; the command line, the local server and later the page speak this.
 * Notebooks are named by a unique id prefix or by title, paths are absolute.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "command")
public sealed interface Command {
    record Status() implements Command {}

    /** @param forget also ends every page session: who wants in again needs a link */
    record Stop(boolean forget) implements Command {}

    /** A fresh link to the page, which opens it once; to home without a notebook. */
    record Link(Optional<String> notebook) implements Command {}

    /** Takes a file in, unless it is a notebook here already, keeps the file as the notebook is, and links to it. */
    record OpenFile(String path) implements Command {}

    record ListNotebooks() implements Command {}

    record NewNotebook(Optional<String> title) implements Command {}

    record ImportFile(String path) implements Command {}

    record ExportFile(String notebook, String path) implements Command {}

    record Rename(String notebook, String title) implements Command {}

    record Delete(String notebook) implements Command {}

    /** Takes a notebook out of the bin, or, with {@code cells}, those cells. */
    record Restore(String notebook, List<String> cells) implements Command {}

    record Show(String notebook) implements Command {}

    /** Without {@code after} the cell is appended. */
    record Add(String notebook, String type, Optional<String> after, String source) implements Command {}

    record Edit(String notebook, String cell, String source) implements Command {}

    /** Without {@code after} the cell becomes the first. */
    record Move(String notebook, String cell, Optional<String> after) implements Command {}

    record Remove(String notebook, List<String> cells) implements Command {}

    /** Clears outputs; of all cells if {@code cells} is empty. */
    record Clear(String notebook, List<String> cells) implements Command {}

    /**
     * Runs {@code cells}, or all code cells if {@code all}; with {@code await} replies until they ended.
     *
     * @param on the device that is to run them: its name or the beginning of its id; the usual one if there is none
     */
    record Exec(
            String notebook,
            List<String> cells,
            boolean all,
            boolean await,
            Optional<Long> timeoutSeconds,
            Optional<String> on)
            implements Command {
        public Exec(String notebook, List<String> cells, boolean all, boolean await, Optional<Long> timeoutSeconds) {
            this(notebook, cells, all, await, timeoutSeconds, Optional.empty());
        }
    }

    /** The devices that may run cells of the notebook, and what of that goes on. */
    record Hosts(String notebook) implements Command {}

    /**
     * Says where a notebook's cells run, and lists the hosts.
     *
     * @param prefer a device, or {@code none}; as it was if empty
     * @param moves  whether waiting runs go elsewhere when their host is gone; as it was if empty
     */
    record SetHosts(String notebook, Optional<String> prefer, Optional<Boolean> moves) implements Command {}

    /** What the notebook's kernels are tuned for; {@code word} says so from their next start on. */
    record Pace(String notebook, Optional<String> word) implements Command {}

    /** Who may run code on this computer: in the notebook, or wherever nothing else is said. */
    record Policy(Optional<String> notebook) implements Command {}

    /** @param rule mine, listed or members; with {@code listed} the devices, by name or the beginning of their ids */
    record SetPolicy(Optional<String> notebook, String rule, List<String> devices) implements Command {}

    record Interrupt(String notebook, Optional<String> exec) implements Command {}

    /** Interrupts those of the runs that have not ended, and nothing else (EX-11). */
    record InterruptRuns(String notebook, List<String> execs) implements Command {}

    /** What cells named in the kernel that runs here for this person. */
    record Variables(String notebook) implements Command {}

    record Restart(String notebook, boolean runAll) implements Command {}

    /**
     * A fresh link by which others join.
     *
     * @param uses        devices it lets in at most, 0 for any number
     * @param autoApprove whether nobody is asked when somebody comes with it
     */
    record Share(String notebook, Role role, Set<Flag> flags, long lifetimeSeconds, long uses, boolean autoApprove)
            implements Command {
        public Share {
            flags = Set.copyOf(flags);
        }
    }

    /** Who waits to be let in. */
    record Requests() implements Command {}

    /** Lets somebody in who waits, in another role than the link's if one is named. */
    record Approve(String request, Optional<Role> role) implements Command {}

    record Refuse(String request) implements Command {}

    /** The links to a notebook that still work. */
    record Invites(String notebook) implements Command {}

    /** Takes back a link, or takes out a device: the beginning of its id. */
    record Revoke(String notebook, String what) implements Command {}

    /** Changes what a device may do: the beginning of its id. */
    record SetRole(String notebook, String device, Role role, Set<Flag> flags) implements Command {
        public SetRole {
            flags = Set.copyOf(flags);
        }
    }

    /** Lets late work of a removed device count. */
    record Accept(String notebook, String device) implements Command {}

    record Leave(String notebook) implements Command {}

    /** Joins and, for so many seconds at most, waits until the notebook is stored; without a number as long as it takes. */
    record Join(String link, Optional<Long> timeoutSeconds) implements Command {}

    record People(String notebook) implements Command {}

    /** The devices of whoever owns this node. */
    record Devices() implements Command {}

    /** @param level unknown, known, output or run */
    record TrustDevice(String device, String level) implements Command {}

    /** Begins to pair another device with this one: with its link, or without one makes a link. */
    record Pair(Optional<String> link) implements Command {}

    /** The words to compare, once the other device is there. */
    record PairingWords() implements Command {}

    /** Whether the words are the same on both screens; answered once that was said on both. */
    record ConfirmPairing(boolean same) implements Command {}

    record Unpair(String device) implements Command {}

    record Peers() implements Command {}

    /** Looks for nodes at this address too. */
    record Connect(String host, int port) implements Command {}

    record Doctor() implements Command {}

    record Backup(String path) implements Command {}
}
