package org.anode.node.share;

import java.util.Optional;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * What one device shows for another of the same person to take up: where it is, and a secret that opens the room where both
 * meet. As text {@code anode://pair/<base64url>#<base64url of the secret>}.
 *
 * @param deviceKey Ed25519, of the device that made it
 * @param name      of that device, for people
 * @param signature of that device over all the others, the secret included
 * @param secret    {@link #SECRET_BYTES} bytes; opens the room and nothing else; not in {@link #toString}
 */
public record PairingLink(Bytes deviceKey, String name, MeetingPlaces places, Bytes signature, Bytes secret) {
    public static final int SECRET_BYTES = 32;

    private static final String BEGIN = "anode://pair/";
    private static final Bytes PURPOSE = Bytes.utf8("anode-pairing-words-1");

    /** Signs. */
    public static PairingLink signed(DeviceKeys keys, String name, MeetingPlaces places, Bytes secret) {
        var line = OneLine.of(name, Identity.NAME_CHARS_MAX);
        var unsigned = new PairingLink(keys.publicKey(), line, places, LinkCodec.NO_SIGNATURE, secret);
        var signature = keys.sign(PairingLinkCodec.signedPart(unsigned));
        return new PairingLink(unsigned.deviceKey, line, places, signature, secret);
    }

    /**
     * What somebody pasted, or a camera read.
     *
     * @return malformed with a sentence for people
     */
    public static Parsed<PairingLink> parse(String text) {
        return switch (LinkText.split(BEGIN, text)) {
            case Malformed<LinkText.Parts>(var sentence) -> new Malformed<>(sentence);
            case Ok<LinkText.Parts>(var parts) ->
                switch (PairingLinkCodec.decode(parts.encoded(), parts.secret())) {
                    case Ok<PairingLink> ok -> ok;
                    case Malformed<PairingLink>(var reason) -> new Malformed<>(LinkText.sentence(reason));
                };
        };
    }

    /** The text that is shown. It is a secret as long as the link works. */
    public String text() {
        return LinkText.of(BEGIN, PairingLinkCodec.encode(this), secret);
    }

    /** Of the words that are compared: no other link has the same. */
    Bytes purpose() {
        return Bytes.concat(PURPOSE, deviceKey, secret);
    }

    public DeviceId device() {
        return new DeviceId(deviceKey.sha256());
    }

    /** The name in quotation marks, or what stands for it. */
    public String maker() {
        return Optional.of(name)
                .filter(n -> !n.isEmpty())
                .map(n -> "“" + n + "”")
                .orElse("the computer that made the link");
    }

    @Override
    public String toString() {
        return "PairingLink[of " + device() + "]";
    }
}
