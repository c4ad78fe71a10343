package org.anode.node;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;
import static org.anode.node.replicate.Samples.filled;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anode.node.RightsTable.Who;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Samples;
import org.anode.schema.GrantId;

/**
 * Who takes part where rights are tried: Anna made the notebook, and let in Bela and Carl, who edit, Dora, an admin, and
 * Gus, whom she removed again; Dora let in Fred, another admin. Eve tries, in whatever role.
 */
public final class Cast {
    public static final Identity EVE = Samples.identity(5);
    public static final Identity CARL = Samples.identity(3);
    public static final Identity DORA = Samples.identity(4);
    public static final Identity FRED = Samples.identity(6);
    public static final Identity GUS = Samples.identity(7);
    private static final Set<Flag> ALL = Set.of(Flag.RUN, Flag.HOST);

    private final List<SealedStatement> log = new ArrayList<>();
    public final Members members = new Members(NOTEBOOK, ROOT);
    public final Who who;
    public final GrantId carl;
    public final GrantId dora;
    public final GrantId fred;
    public final GrantId gus;
    /** Of who tries. */
    public final GrantId grant;

    public Cast(Who who) {
        this.who = who;
        anna(grant(BELA, Role.EDIT, ALL));
        carl = anna(grant(CARL, Role.EDIT, ALL));
        dora = anna(grant(DORA, Role.ADMIN, ALL));
        gus = anna(grant(GUS, Role.EDIT, ALL));
        anna(new Statement.Revoke(gus, Cut.nothing()));
        fred = state(dora, DORA, grant(FRED, Role.ADMIN, ALL)).grant();
        var eves = grant(EVE, who.role, who.flags());
        grant = switch (who) {
            case MAKER -> ROOT.grant();
            case STRANGER ->
                StatementCodec.seal(members.following(ROOT.grant(), eves), EVE.keys())
                        .grant();
            case ADMIN, ADMIN_BARE, EDIT, EDIT_HOST, EDIT_RUN, COMMENT, COMMENT_FLAGS, VIEW, VIEW_FLAGS, REMOVED ->
                anna(eves);
        };
    }

    /** Who tries. */
    public Identity by() {
        return who == Who.MAKER ? ANNA : EVE;
    }

    /** All statements but the root, each after what it needs. */
    public List<SealedStatement> log() {
        return List.copyOf(log);
    }

    public static Statement.Grant grant(Identity to, Role role, Set<Flag> flags) {
        var keys = to.keys();
        var salt = filled(Statement.SALT_BYTES, 3);
        return new Statement.Grant(keys.publicKey(), keys.agreementKey(), to.person(), role, flags, salt);
    }

    private GrantId anna(Statement.Body body) {
        return state(ROOT.grant(), ANNA, body).grant();
    }

    /** The next statement of a grant, which is in the log from now on. */
    public SealedStatement state(GrantId issuer, Identity by, Statement.Body body) {
        var sealed = StatementCodec.seal(members.following(issuer, body), by.keys());
        if (!(members.take(sealed.encoded()) instanceof Members.Taken.New))
            throw new AssertionError("not taken: " + body);
        log.add(sealed);
        return sealed;
    }
}
