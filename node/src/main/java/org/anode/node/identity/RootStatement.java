package org.anode.node.identity;

import java.util.Optional;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/** The statement that makes a notebook: its hash is the notebook's id and its creator's grant (MB-1). Pure. */
public final class RootStatement {
    private RootStatement() {}

    /** @param salt {@link Statement#SALT_BYTES} fresh random bytes: every notebook has its own id */
    public static SealedStatement create(Identity identity, Bytes salt) {
        var keys = identity.keys();
        var grant = new Statement.Grant(
                keys.publicKey(),
                keys.agreementKey(),
                identity.person(),
                Role.ADMIN,
                Set.of(Flag.RUN, Flag.HOST),
                salt);
        return StatementCodec.seal(new Statement(Optional.empty(), 0, Statement.NO_PREVIOUS, grant), keys);
    }

    /** The creator's grant, if {@code encoded} is the root of exactly this notebook and signed by its own key. */
    public static Parsed<Statement.Grant> open(NotebookId notebook, Bytes encoded) {
        return switch (StatementCodec.decode(encoded)) {
            case Parsed.Ok<SealedStatement>(var sealed) -> open(notebook, sealed);
            case Parsed.Malformed<SealedStatement>(var reason) -> new Parsed.Malformed<>(reason);
        };
    }

    private static Parsed<Statement.Grant> open(NotebookId notebook, SealedStatement sealed) {
        if (!sealed.statement().isRoot() || !(sealed.statement().body() instanceof Statement.Grant grant))
            return new Parsed.Malformed<>("not a root statement");
        if (!sealed.notebook().equals(notebook)) return new Parsed.Malformed<>("root of another notebook");
        if (!sealed.signedBy(grant.deviceKey())) return new Parsed.Malformed<>("root with a wrong signature");
        return new Parsed.Ok<>(grant);
    }
}
