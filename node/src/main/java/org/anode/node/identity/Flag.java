package org.anode.node.identity;

/** What is given beside a role (MB-5). */
public enum Flag {
    /** May ask others' kernels. */
    RUN(1),
    /** May be asked. */
    HOST(2);

    /** As written in statements, where flags are added up. */
    final int bit;

    Flag(int bit) {
        this.bit = bit;
    }
}
