package org.anode.node.share;

import java.util.Optional;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;

/**
 * An invitation as people pass it on (MB-6). Who has it can meet the issuer's node, which decides.
 *
 * @param title      what the notebook is called at the issuer's, so that people see what they join; may be empty
 * @param signature  of the issuer over all the others, the join secret included
 * @param joinSecret {@link #JOIN_SECRET_BYTES} bytes; opens the lobby and nothing else; not in {@link #toString}
 */
public record InviteLink(
        NotebookId notebook,
        String title,
        MeetingPlaces places,
        Issuer issuer,
        InviteTerms terms,
        Bytes signature,
        Bytes joinSecret) {
    public static final int JOIN_SECRET_BYTES = 32;

    /** A hint, no more: the title itself comes with the notebook. */
    public static final int TITLE_CHARS_MAX = 100;

    /** Signs. A longer title is cut, control characters in it become spaces. */
    static InviteLink signed(
            NotebookId notebook,
            String title,
            MeetingPlaces places,
            GrantId grant,
            String deviceName,
            InviteTerms terms,
            Bytes joinSecret,
            DeviceKeys keys) {
        var issuer = new Issuer(grant, keys.publicKey(), OneLine.of(deviceName, Identity.NAME_CHARS_MAX));
        var unsigned = new InviteLink(
                notebook,
                OneLine.of(title, TITLE_CHARS_MAX),
                places,
                issuer,
                terms,
                LinkCodec.NO_SIGNATURE,
                joinSecret);
        return unsigned.with(keys.sign(LinkCodec.signedPart(unsigned)));
    }

    private InviteLink with(Bytes signed) {
        return new InviteLink(notebook, title, places, issuer, terms, signed, joinSecret);
    }

    /**
     * What somebody pasted: with white space, line breaks, quotation marks and angle brackets of mail programs.
     *
     * @return malformed with a sentence for people
     */
    public static Parsed<InviteLink> parse(String text) {
        return LinkText.parse(text);
    }

    /** The text that people pass on. It is a secret as long as the invite lives. */
    public String text() {
        return LinkText.of(this);
    }

    public InviteId id() {
        return InviteId.of(joinSecret);
    }

    public DeviceId issuerDevice() {
        return issuer.device();
    }

    /** The title in quotation marks, if there is one. */
    public Optional<String> quotedTitle() {
        return title.isEmpty() ? Optional.empty() : Optional.of("“" + title + "”");
    }

    @Override
    public String toString() {
        return "InviteLink[" + id() + " to " + notebook + "]";
    }
}
