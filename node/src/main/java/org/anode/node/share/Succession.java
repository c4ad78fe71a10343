package org.anode.node.share;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Signatures;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/**
 * How a device gets what another has that it was: because its data folder is a copy (SY-5), or because its keys were changed
 * (R15). It proves with the former keys who it was. Where another computer goes on with them, that one writes the grant: of
 * two programs that could sign in one place of the members log only one does, so that nobody who was let in meanwhile is
 * shut out. Pure; any thread.
 */
public final class Succession {
    private static final Bytes DOMAIN = Bytes.utf8("anode-succession-1");

    private final NotebookId notebook;
    private final Bytes deviceKey;
    private final Bytes agreementKey;

    /** @param deviceKey and {@code agreementKey}: of the new device */
    public Succession(NotebookId notebook, Bytes deviceKey, Bytes agreementKey) {
        this.notebook = notebook;
        this.deviceKey = deviceKey;
        this.agreementKey = agreementKey;
    }

    /** The new device. */
    public DeviceId device() {
        return new DeviceId(deviceKey.sha256());
    }

    public TwinMessage.Proof proof(DeviceKeys former) {
        return new TwinMessage.Proof(former.sign(signedPart(former.publicKey())));
    }

    /** All of fixed length. */
    private Bytes signedPart(Bytes formerKey) {
        return Bytes.concat(DOMAIN, notebook.value(), formerKey, deviceKey, agreementKey);
    }

    /** What an admin is to hear of a device whose keys were changed. */
    public TwinMessage.Replaced replaced(DeviceKeys former, boolean isTold) {
        return new TwinMessage.Replaced(former.publicKey(), proof(former).signature(), isTold);
    }

    /** @param like the grant of the former device */
    Statement.Grant heir(Statement.Grant like, RandomGenerator random) {
        return new Statement.Grant(
                deviceKey,
                agreementKey,
                like.person(),
                like.role(),
                like.flags(),
                Bytes.random(random, Statement.SALT_BYTES));
    }

    /** Whether somebody with these keys said so. */
    public boolean isProven(DeviceKeys former, TwinMessage.Proof proof) {
        return isProven(former.publicKey(), proof.signature());
    }

    /** Whether somebody with that Ed25519 key said so. */
    public boolean isProven(Bytes formerKey, Bytes signature) {
        return Signatures.verify(formerKey, signedPart(formerKey), signature);
    }

    /**
     * The grant of the new device: what the admin grant of the former one gives.
     *
     * @param random a secure one
     * @return empty if the former device can let nobody in, or the new one is a member or was one
     */
    public Optional<SealedStatement> grant(
            Members members, DeviceKeys former, PersonId person, RandomGenerator random) {
        if (members.wasMember(device()) || members.size() >= Members.STATEMENTS_MAX) return Optional.empty();
        return members.adminGrantOf(former.device()).map(issuer -> {
            var own = members.grant(issuer).orElseThrow();
            var body = new Statement.Grant(
                    deviceKey,
                    agreementKey,
                    person,
                    own.role(),
                    own.flags(),
                    Bytes.random(random, Statement.SALT_BYTES));
            return StatementCodec.seal(members.following(issuer, body), former);
        });
    }
}
