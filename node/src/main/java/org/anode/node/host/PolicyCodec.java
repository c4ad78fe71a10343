package org.anode.node.host;

import static org.anode.node.wire.CborReader.require;

import java.util.Set;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/** A {@link RunPolicy} as it is kept, as CBOR: {@code [1, word, [device…]]}. Pure; any thread. */
public final class PolicyCodec {
    /** Devices of a list: more than any notebook has. */
    public static final int LISTED_MAX = 1_000;

    private static final long VERSION = 1;
    private static final int FIELDS = 3;
    private static final int WORD_CHARS_MAX = 16;

    private PolicyCodec() {}

    public static Bytes encode(RunPolicy policy) {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .text(policy.rule().word())
                        .each(policy.listed().stream().sorted().toList(), device -> out.bytes(device.value())));
    }

    public static Parsed<RunPolicy> decode(Bytes encoded) {
        return CborReader.parse(encoded, in -> {
            require(in.number(Long.MAX_VALUE) == VERSION, "unknown version");
            var rule = RunPolicy.Rule.of(in.text(WORD_CHARS_MAX));
            require(rule.isPresent(), "unknown rule");
            return new RunPolicy(
                    rule.get(), Set.copyOf(in.each(LISTED_MAX, () -> new DeviceId(in.bytes(DeviceId.SIZE_BYTES)))));
        });
    }
}
