package org.anode.relay.wire;

/** The fixed points of {@code anode-relay-1}: one protocol message is one binary WebSocket message. */
public final class Protocol {
    /** The WebSocket subprotocol; its number changes when old and new do not understand each other. */
    public static final String NAME = "anode-relay-1";

    public static final String PATH = "/v1";

    /** No relay may be configured to forward more in one frame: it is held once for each member that is behind. */
    public static final int FRAME_BYTES_HARD_MAX = 1 << 20;

    /** Members that fit a JOINED message of 1 MiB would be more; nobody presents so many to each other. */
    public static final int MEMBERS_HARD_MAX = 65_535;

    /** Type, handle. */
    public static final int BROADCAST_HEAD_BYTES = 1 + 4;

    /** Type, handle, member. */
    public static final int TO_HEAD_BYTES = 1 + 4 + 8;

    /** Type, handle, member it is from. */
    public static final int FRAME_HEAD_BYTES = 1 + 4 + 8;

    /** The longest message but frames: JOINED with all its members. */
    public static final int MESSAGE_BYTES_HARD_MAX = FRAME_BYTES_HARD_MAX + FRAME_HEAD_BYTES;

    /** Why a relay closes (RFC 6455 §7.4 and its registry). */
    public static final int CLOSE_NORMAL = 1000;

    public static final int CLOSE_VIOLATION = 1002;
    public static final int CLOSE_NOT_BINARY = 1003;
    public static final int CLOSE_REFUSED = 1008;
    public static final int CLOSE_TOO_BIG = 1009;
    public static final int CLOSE_RESTARTING = 1012;

    private Protocol() {}
}
