package org.anode.node.page;

import java.util.List;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.share.Member;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What this device may do in a notebook (MB-5), as its page shows it. The node refuses whatever goes beyond anyway.
 *
 * @param run on this device's own kernel or another's: that takes the right to edit, and the one to host or to ask hosts
 */
record May(boolean comment, boolean edit, boolean run, boolean admin) {
    /** Of a notebook that nobody else has. */
    static final May ALL = new May(true, true, true, true);

    private static final May NOTHING = new May(false, false, false, false);

    static May of(List<Member> members) {
        return members.stream().filter(Member::me).findFirst().map(May::of).orElse(NOTHING);
    }

    private static May of(Member me) {
        boolean edit = me.role().compareTo(Role.EDIT) >= 0;
        return new May(
                me.role().compareTo(Role.COMMENT) >= 0,
                edit,
                edit && (me.flags().contains(Flag.HOST) || me.flags().contains(Flag.RUN)),
                me.role() == Role.ADMIN);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("comment", comment)
                .put("edit", edit)
                .put("run", run)
                .put("admin", admin);
    }
}
