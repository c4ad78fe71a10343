package org.anode.node.share;

import java.util.List;
import java.util.Optional;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Voucher;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;

/** What is said in a lobby. */
sealed interface LobbyMessage {
    /**
     * Please let this device in.
     *
     * @param person       whose device it says it is
     * @param name         of the device, for people
     * @param agreementKey X25519: to it secrets are sealed
     * @param commitment   begins the exchange of {@link Words}; the next question repeats it until it was answered
     * @param voucher      of another device of that person
     */
    record Request(PersonId person, String name, Bytes agreementKey, Bytes commitment, Optional<Voucher> voucher)
            implements LobbyMessage {}

    /**
     * Somebody is asked.
     *
     * @param nonce of the issuer, for the words
     */
    record Wait(Bytes nonce) implements LobbyMessage {}

    /** @param nonce of the asker, which it committed itself to */
    record Reveal(Bytes nonce) implements LobbyMessage {}

    /**
     * Come in.
     *
     * @param statements the members log with the asker's grant, encoded, the root first; if it is very long, those
     *                   that lead to the grant
     * @param sealed     the room's secret in this epoch, bound to {@link SealedSecret}
     */
    record Welcome(NotebookId notebook, List<Bytes> statements, long epoch, Bytes sealed) implements LobbyMessage {
        public Welcome {
            statements = List.copyOf(statements);
        }
    }

    /** No. */
    record Refused(Why why) implements LobbyMessage {}

    /** Why not. */
    enum Why {
        EXPIRED(1),
        USED_UP(2),
        /** The invite, or its issuer's right to invite, is no more. */
        UNKNOWN(3),
        /** The members log takes no more. */
        FULL(4),
        /** The issuer took the invite back. */
        REVOKED(5),
        /** Somebody said no. */
        REFUSED(6);

        /** As sent. */
        final int code;

        Why(int code) {
            this.code = code;
        }

        /** @throws IllegalArgumentException if none has this code */
        static Why of(long code) {
            for (var why : values()) if (why.code == code) return why;
            throw new IllegalArgumentException("unknown reason");
        }
    }
}
