package org.anode.node.identity;

import java.util.Locale;

/** What a member may do, each including the ones before it (MB-5). */
public enum Role {
    VIEW(0),
    COMMENT(1),
    EDIT(2),
    ADMIN(3);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** As people and programs read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As written in statements and links. */
    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException if no role has this code */
    public static Role of(long code) {
        for (var role : values()) if (role.code == code) return role;
        throw new IllegalArgumentException("unknown role");
    }
}
