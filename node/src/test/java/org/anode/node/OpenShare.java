package org.anode.node;

import java.util.Set;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.InviteTerms;

/** Links with which tests join that are about something else. */
public final class OpenShare {
    private OpenShare() {}

    /** Lets in who has it, without anybody being asked, to edit and to run cells anywhere. */
    public static Command of(String notebook) {
        return new Command.Share(
                notebook,
                Role.EDIT,
                Set.of(Flag.RUN, Flag.HOST),
                InviteTerms.LIFETIME.toSeconds(),
                InviteTerms.UNLIMITED,
                true);
    }
}
