package org.anode.schema.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.anode.schema.ledger.Rights.Holder;

/** A few members and the records they write, short enough to read in a test. */
final class World {
    static final BlobId HASH = new BlobId(Bytes.utf8("source").sha256());
    static final CellId CELL = new CellId("cell");

    final Map<GrantId, Holder> holders = new HashMap<>();
    final List<Attributed> records = new ArrayList<>();
    final ExecutionView view = new ExecutionView(new Rights() {
        @Override
        public Optional<Holder> holder(GrantId grant) {
            return Optional.ofNullable(holders.get(grant));
        }

        @Override
        public Optional<String> personOf(DeviceId device) {
            return holders.values().stream()
                    .filter(h -> h.device().equals(device))
                    .map(Holder::person)
                    .findFirst();
        }
    });

    /** A member's ledger, and what it writes. */
    final class Writer {
        final LedgerId ledger;
        final DeviceId device;

        Writer(LedgerId ledger, DeviceId device) {
            this.ledger = ledger;
            this.device = device;
        }

        Writer startedAgain() {
            var number = ledger.start().number() + 1;
            return new Writer(new LedgerId(ledger.grant(), new LedgerStart(number, "aaaaaaaa")), device);
        }

        Changes write(LedgerRecord record) {
            var attributed = new Attributed(ledger.grant(), ledger.start(), record);
            records.add(attributed);
            return view.add(attributed);
        }

        void session(String id, String scope, long generation) {
            write(new Session(new SessionId(id), scope, generation, "graalpy", "all"));
        }

        void ended(String id, String reason) {
            write(new Ended(new SessionId(id), reason));
        }

        void request(String exec, long seq) {
            write(request(exec, seq, null, null, null, null));
        }

        void pinned(String exec, long seq, String session) {
            write(request(exec, seq, null, session, null, null));
        }

        void toHost(String exec, long seq, Writer host) {
            write(request(exec, seq, host.device, null, null, null));
        }

        void batch(String exec, long seq, String session, String batch) {
            write(request(exec, seq, null, session, batch, null));
        }

        void fromFile(String exec, long seq) {
            write(request(exec, seq, null, null, null, "file"));
        }

        void fromFile(String exec, long seq, String session) {
            write(request(exec, seq, null, session, null, "file"));
        }

        private Request request(String exec, long seq, DeviceId host, String session, String batch, String origin) {
            return new Request(
                    new ExecId(exec),
                    CELL,
                    Set.of(),
                    HASH,
                    seq,
                    Optional.ofNullable(host),
                    Optional.ofNullable(session).map(SessionId::new),
                    Optional.ofNullable(batch),
                    Optional.empty(),
                    Optional.ofNullable(origin));
        }

        void assigned(String exec, String session) {
            write(new Assignment(new ExecId(exec), new SessionId(session)));
        }

        void started(String exec, String session, long count) {
            write(new Started(new ExecId(exec), new SessionId(session), count));
        }

        void finished(String exec, FinishState state) {
            write(new Finished(new ExecId(exec), state, Optional.empty(), OptionalLong.of(5), 1));
        }

        void ran(String exec, String session, FinishState state) {
            started(exec, session, 1);
            finished(exec, state);
        }

        void cancel(String exec, long seq) {
            control(ControlKind.CANCEL, exec, null, seq);
        }

        void control(ControlKind kind, String exec, String session, long seq) {
            write(new Control(
                    kind + "-" + seq,
                    kind,
                    Optional.ofNullable(exec).map(ExecId::new),
                    Optional.ofNullable(session).map(SessionId::new),
                    Optional.empty(),
                    seq));
        }

        void clear(long seq) {
            write(new Control(
                    "c" + seq, ControlKind.CLEAR, Optional.empty(), Optional.empty(), Optional.of(CELL), seq));
        }
    }

    /** A member who may do everything. */
    Writer full(String name) {
        return member(name, true, true, true);
    }

    /** A member whose person is its name. */
    Writer member(String name, boolean edit, boolean run, boolean host) {
        var grant = new GrantId(Bytes.utf8("grant " + name).sha256());
        var device = new DeviceId(Bytes.utf8("device " + name).sha256());
        holders.put(grant, new Holder(device, name, edit, run, host, false, false));
        return new Writer(new LedgerId(grant, new LedgerStart(1, "aaaaaaaa")), device);
    }

    void revoke(Writer writer) {
        holders.computeIfPresent(
                writer.ledger.grant(),
                (_, h) -> new Holder(h.device(), h.person(), h.edit(), h.run(), h.host(), h.admin(), true));
        view.rightsChanged();
    }

    Run run(String exec) {
        return view.run(new ExecId(exec)).orElseThrow();
    }

    RunState state(String exec) {
        return run(exec).state();
    }

    SessionView session(String id) {
        return view.session(new SessionId(id)).orElseThrow();
    }

    List<String> queue(String session) {
        return view.queue(new SessionId(session)).stream()
                .map(r -> r.exec().value())
                .toList();
    }

    String shown() {
        return view.shown(CELL).map(r -> r.exec().value()).orElse("nothing");
    }

    /** A fresh view of the same rights over records in another order. */
    ExecutionView replay(List<Attributed> order) {
        var again = new ExecutionView(Rights.of(holders));
        order.forEach(again::add);
        return again;
    }
}
