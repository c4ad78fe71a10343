package org.anode.node.net;

import java.security.SecureRandom;
import java.util.Optional;
import org.anode.node.host.InputMessage;
import org.anode.node.host.InputMessage.Answered;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Sealing;
import org.anode.schema.Bytes;
import org.anode.schema.ExecId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/** What people answer to a cell, readable for the computer that runs it only (EX-17): members share the room's secret. */
final class SealedAnswers {
    private static final String PURPOSE = "anode input 1";

    private final NotebookId notebook;
    private final Identity identity;
    private final SecureRandom random;

    SealedAnswers(NotebookId notebook, Identity identity, SecureRandom random) {
        this.notebook = notebook;
        this.identity = identity;
        this.random = random;
    }

    /** Bound to the notebook and the question, so that it answers no other. */
    private Bytes info(ExecId exec, long nr) {
        return Bytes.concat(Bytes.utf8(PURPOSE), notebook.value(), Bytes.utf8(exec.value() + " " + nr));
    }

    /** @param key of the host; none is given for one that nobody can have */
    Optional<HostMessage.SealedAnswer> sealed(Bytes key, Answered answer) {
        var info = info(answer.exec(), answer.nr());
        var seed = Bytes.random(random, Sealing.SEED_BYTES);
        return Sealing.seal(key, seed, info, Bytes.utf8(answer.text())) instanceof Parsed.Ok<Bytes>(var sealed)
                ? Optional.of(new HostMessage.SealedAnswer(answer.exec(), answer.nr(), sealed))
                : Optional.empty();
    }

    /** None if it is not sealed for this device, and for this question. */
    Optional<InputMessage> opened(ExecId exec, long nr, Bytes sealed) {
        return Sealing.open(identity.keys(), info(exec, nr), sealed) instanceof Parsed.Ok<Bytes>(var plain)
                ? Optional.of(new Answered(exec, nr, plain.toUtf8()))
                : Optional.empty();
    }
}
