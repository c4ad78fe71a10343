package org.anode.node.doc;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.anode.node.Refusal;
import org.anode.node.host.Permit;
import org.anode.node.host.RunPolicy;
import org.anode.node.identity.Identity;
import org.anode.node.recovery.CrashCheck;
import org.anode.node.replicate.Actors;
import org.anode.node.replicate.BatchWriter;
import org.anode.node.store.DocumentLog;
import org.anode.node.store.NotebookLog;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.NotebookId;
import org.anode.schema.SessionId;
import org.anode.schema.engine.Genesis;
import org.anode.schema.ledger.LedgerId;
import org.anode.schema.ledger.Rights.Holder;

/**
 * What writing in a notebook takes: who writes, by which grant, and where it is kept.
 *
 * @param grant    where there is an obstacle, one that nobody has
 * @param log      what is kept of this notebook
 * @param crashes  asked before a stored document is loaded (SY-10)
 * @param obstacle why nothing can be written, as a sentence
 * @param noRuns   why nothing can be run here, where something can be written
 * @param permits  whether what a device asks for may run here (EX-18)
 */
public record Desk(
        Identity identity,
        GrantId grant,
        NotebookLog log,
        Store store,
        SecureRandom random,
        CrashCheck crashes,
        Optional<String> obstacle,
        Optional<String> noRuns,
        Function<Holder, Permit> permits) {
    private static final System.Logger LOG = System.getLogger(Desk.class.getName());
    private static final int FRESH_NAME_BYTES = 10;
    private static final int LEDGER_TAIL_BYTES = 5;

    public Desk(
            Identity identity, GrantId grant, NotebookLog log, Store store, SecureRandom random, CrashCheck crashes) {
        this(
                identity,
                grant,
                log,
                store,
                random,
                crashes,
                Optional.empty(),
                Optional.empty(),
                asks -> RunPolicy.DEFAULT.permit(asks, asks.device().equals(identity.device())));
    }

    /** Whether what {@code asks} asks for may run here. */
    Permit permit(Holder asks) {
        return noRuns.or(() -> obstacle).<Permit>map(Permit.Refused::new).orElseGet(() -> permits.apply(asks));
    }

    /**
     * To be called before a turn changes anything.
     *
     * @throws Refusal if nothing can be written here
     */
    void requireMayWrite() {
        if (obstacle.isPresent()) throw new Refusal(obstacle.get());
    }

    /**
     * To be called before something is run.
     *
     * @throws Refusal if nothing can be
     */
    void requireMayRun() {
        requireMayWrite();
        if (noRuns.isPresent()) throw new Refusal(noRuns.get());
    }

    public NotebookId notebook() {
        return log.notebook();
    }

    /** Writes {@code document} under an actor of its own, fresh for every process start and document instance (SY-2). */
    BatchWriter writer(DocumentName document) {
        return new BatchWriter(notebook(), document, grant, identity.keys(), Bytes.random(random, Actors.NONCE_BYTES));
    }

    /** To be called before a stored document is loaded (SY-10). */
    void settleCrash(DocumentLog document, Genesis genesis) {
        crashes.settle(document, genesis)
                .ifPresent(sentence -> LOG.log(Level.WARNING, "{0}: {1}", notebook(), sentence));
    }

    /** An id nobody has: 80 random bits. */
    String freshName() {
        return Bytes.random(random, FRESH_NAME_BYTES).toBase32();
    }

    /** Of a kernel that is about to be started by this desk's grant. */
    SessionId freshSession() {
        return SessionId.of(grant, Bytes.random(random, SessionId.NONCE_BYTES));
    }

    /** The ledger of this start (EX-4): one number above the last, and a tail that no copied folder has. */
    LedgerId freshLedger() {
        return new LedgerId(
                grant,
                new LedgerStart(
                        log.ledgerStarts(grant) + 1,
                        Bytes.random(random, LEDGER_TAIL_BYTES).toBase32()));
    }

    /** The name of the device's owner, as scopes of sessions use it (EX-3). */
    String person() {
        return identity.person().toString();
    }
}
