package org.anode.schema.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.schema.BlobId;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.SessionId;

/**
 * One execution record. Each has exactly one writer, is written once under a fresh key and never changes, so there is
 * nothing to overwrite (documents.md, "ledger").
 */
public sealed interface LedgerRecord {
    /** What the record's own map key is. */
    String key();

    /**
     * Asks for a run of {@code cell} with exactly the text of {@code sourceHash} at {@code heads} (EX-2).
     *
     * @param seq     Lamport, above every sequence its author had seen
     * @param host    the device asked, when no session was known
     * @param session the session asked (EX-5)
     * @param batch   the id shared by the members of a run-all (EX-12)
     * @param retryOf the request this one repeats (EX-7)
     * @param origin  {@code "file"} for outputs that came with an imported file
     */
    record Request(
            ExecId id,
            CellId cell,
            Set<ChangeHash> heads,
            BlobId sourceHash,
            long seq,
            Optional<DeviceId> host,
            Optional<SessionId> session,
            Optional<String> batch,
            Optional<ExecId> retryOf,
            Optional<String> origin)
            implements LedgerRecord {
        public Request {
            heads = Set.copyOf(heads);
        }

        @Override
        public String key() {
            return id.value();
        }
    }

    /** A control; which of the three targets it needs depends on its kind. */
    record Control(
            String id,
            ControlKind kind,
            Optional<ExecId> exec,
            Optional<SessionId> session,
            Optional<CellId> cell,
            long seq)
            implements LedgerRecord {
        @Override
        public String key() {
            return id;
        }
    }

    /** What a control asks for. */
    enum ControlKind {
        CANCEL,
        INTERRUPT,
        RESTART,
        SHUTDOWN,
        CLEAR,
        DROPPED
    }

    /** A bid for the session of a scope (open requests only). */
    record Bid(String id, String scope, long generation, String spec) implements LedgerRecord {
        @Override
        public String key() {
            return id;
        }
    }

    /**
     * A kernel session was opened.
     *
     * @param scope  {@code "all"} or {@code "own/<person>"} (EX-3)
     * @param serves {@code "all"} or {@code "owner"}
     */
    record Session(SessionId id, String scope, long generation, String spec, String serves) implements LedgerRecord {
        @Override
        public String key() {
            return id.value();
        }
    }

    /** A session ended, and why, as a sentence for people. */
    record Ended(SessionId session, String reason) implements LedgerRecord {
        @Override
        public String key() {
            return session.value();
        }
    }

    /** A request was given to a session. */
    record Assignment(ExecId exec, SessionId session) implements LedgerRecord {
        @Override
        public String key() {
            return exec.value();
        }
    }

    /**
     * A run was started.
     *
     * @param count the execution count of the session, from 1
     */
    record Started(ExecId exec, SessionId session, long count) implements LedgerRecord {
        @Override
        public String key() {
            return exec.value();
        }
    }

    /**
     * A run reached its end.
     *
     * @param reason     a sentence for people where the state alone does not say it
     * @param tookMs     measured by the host's monotonic clock (DO-8); unknown for runs that came with a file
     * @param outputsEnd how many output entries the run has in the outputs document (EX-16)
     */
    record Finished(ExecId exec, FinishState state, Optional<String> reason, OptionalLong tookMs, long outputsEnd)
            implements LedgerRecord {
        @Override
        public String key() {
            return exec.value();
        }
    }

    /** How a run can end. */
    enum FinishState {
        OK,
        ERROR,
        CANCELLED,
        LOST,
        REFUSED
    }
}
