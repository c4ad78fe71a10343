package org.anode.schema.engine;

import org.anode.schema.ActorId;
import org.anode.schema.Bytes;

/**
 * The first change of every document of a kind: it makes the maps at the root, once for all nodes (DO-1). Two nodes that
 * each made them would each hide the other's content. The bytes are frozen; GenesisTest shows how they were made.
 */
public enum Genesis {
    /** {@code cells}, {@code meta}. */
    CELLS(
            "856f4a83f8d4441a01350010616e6f64652d67656e657369732d3031010100000005150c34014202560270027e0563656c6c73046d6574"
                    + "6102020002000200"),
    /** {@code assignments}, {@code bids}, {@code controls}, {@code ended}, {@code finished}, {@code requests}, {@code sessions}, {@code started}. */
    LEDGER(
            "856f4a83865de342016d0010616e6f64652d67656e657369732d303101010000000515443401420256027002780b61737369676e6d656e"
                    + "7473046269647308636f6e74726f6c7305656e6465640866696e69736865640872657175657374730873657373696f6e7307737461"
                    + "7274656408080008000800"),
    /** {@code outputs}. */
    OUTPUTS(
            "856f4a834f56819b01320010616e6f64652d67656e657369732d3031010100000005150934014202560270027f076f757470757473017f"
                    + "007f007f00");

    /** Reserved: no batch may be by it (SY-2). */
    public static final ActorId ACTOR = new ActorId(Bytes.utf8("anode-genesis-01"));

    private final String hex;

    Genesis(String hex) {
        this.hex = hex;
    }

    /** One change chunk; the same bytes for ever. */
    public Bytes chunk() {
        return Bytes.hex(hex);
    }
}
