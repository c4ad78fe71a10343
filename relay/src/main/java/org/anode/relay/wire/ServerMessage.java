package org.anode.relay.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a relay says to a client. */
public sealed interface ServerMessage {
    /**
     * The first message on every connection.
     *
     * @param frameBytesMax longest payload that is forwarded
     * @param roomsMax      rooms a connection may be in
     * @param features      bits of what this relay does beyond {@code anode-relay-1}; none are defined
     */
    record Challenge(Nonce nonce, int frameBytesMax, int roomsMax, int features) implements ServerMessage {
        public Challenge {
            if (frameBytesMax < 1 || frameBytesMax > Protocol.FRAME_BYTES_HARD_MAX)
                throw new IllegalArgumentException("frames of " + frameBytesMax + " bytes");
            if (roomsMax < 0 || roomsMax > 0xffff) throw new IllegalArgumentException(roomsMax + " rooms");
        }
    }

    /** The client may join rooms. */
    record Welcome() implements ServerMessage {}

    /** @param text a sentence for people, at most {@link #TEXT_BYTES_MAX} of UTF-8 */
    record Refused(Refusal code, String text) implements ServerMessage {
        public static final int TEXT_BYTES_MAX = 200;

        public Refused {
            if (text.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES_MAX)
                throw new IllegalArgumentException("too long: " + text);
        }
    }

    /** @param members who else is in the room now */
    record Joined(RequestId request, RoomHandle room, MemberId me, List<MemberId> members) implements ServerMessage {
        public Joined {
            members = List.copyOf(members);
            if (members.size() > Protocol.MEMBERS_HARD_MAX) throw new IllegalArgumentException("too many members");
        }
    }

    record NotJoined(RequestId request, JoinRefusal code) implements ServerMessage {}

    record Up(RoomHandle room, MemberId member) implements ServerMessage {}

    record Gone(RoomHandle room, MemberId member) implements ServerMessage {}

    record Frame(RoomHandle room, MemberId from, Bytes payload) implements ServerMessage {}

    /** Frames to this member of the room were dropped: compare what both sides have. */
    record Resync(RoomHandle room) implements ServerMessage {}

    /** The relay is about to restart and hopes to be back in so many seconds. */
    record Draining(int seconds) implements ServerMessage {
        public static final int SECONDS_MAX = 0xffff;

        public Draining {
            if (seconds < 0 || seconds > SECONDS_MAX) throw new IllegalArgumentException(seconds + " s");
        }
    }
}
