package org.anode.node.net;

import static org.anode.node.wire.CborReader.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.host.BidMessage;
import org.anode.node.host.BidMessage.Held;
import org.anode.node.host.BidMessage.Known;
import org.anode.node.host.InputMessage;
import org.anode.node.host.Offer;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Sealing;
import org.anode.node.net.HostMessage.Beat;
import org.anode.node.net.HostMessage.Bidding;
import org.anode.node.net.HostMessage.Inputting;
import org.anode.node.net.HostMessage.SealedAnswer;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Names;
import org.anode.schema.Parsed;
import org.anode.schema.SessionId;

/** What hosts say as strict CBOR: {@code [1, kind, [body]]}. The room proves whose it is (RO-3). Pure; any thread. */
final class HostCodec {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;
    private static final int KIND_CHARS_MAX = 16;
    private static final int NAME_CHARS_MAX = 64;
    private static final int PERSON_CHARS_MAX = 2 * PersonId.SIZE_BYTES;
    private static final int DEVICES_MAX = 10_000;
    private static final int EXECS_MAX = 10_000;
    private static final int SESSIONS_MAX = 10_000;
    private static final long NUMBER_MAX = 1L << 53;
    private static final int SEALED_BYTES_MAX = InputMessage.ANSWER_BYTES_MAX + Sealing.OVERHEAD_BYTES;
    private static final long OFFER_MAX = 3;
    private static final long VERSION = 1;
    private static final int FIELDS = 3;

    private HostCodec() {}

    static Bytes encode(HostMessage message) {
        return CborWriter.array(FIELDS, out -> write(out.number(VERSION), message));
    }

    private static void write(CborWriter out, HostMessage message) {
        switch (message) {
            case Beat(var offer) ->
                out.text("beat")
                        .list(1, _ -> out.number(offer.map(HostCodec::code).orElse(0L)));
            case Bidding(var person, var said) -> write(out, person, said);
            case Inputting(var said) -> write(out, said);
            case SealedAnswer(var exec, var nr, var sealed) ->
                out.text("answer").list(3, _ -> run(out, exec, nr).bytes(sealed));
        }
    }

    private static void write(CborWriter out, String person, BidMessage message) {
        switch (message) {
            case BidMessage.Bid(var generation, var known) ->
                out.text("bid").list(5, _ -> write(out.text(person).number(generation), known));
            case BidMessage.Ack(var generation, var known) ->
                out.text("ack").list(5, _ -> write(out.text(person).number(generation), known));
            case BidMessage.Given(var session, var execs, var known) ->
                out.text("given").list(6, _ -> write(execs(out.text(person).text(session.value()), execs), known));
            case BidMessage.Stored(var session, var execs, var elsewhere, var known) ->
                out.text("stored")
                        .list(
                                7,
                                _ -> write(
                                        execs(execs(out.text(person).text(session.value()), execs), elsewhere), known));
        }
    }

    private static void write(CborWriter out, InputMessage message) {
        switch (message) {
            case InputMessage.Asked(var exec, var nr, var text, var password) ->
                out.text("asked").list(4, _ -> run(out, exec, nr).text(text).number(password ? 1 : 0));
            case InputMessage.Seen(var exec, var nr) -> out.text("seen").list(2, _ -> run(out, exec, nr));
            case InputMessage.Settled(var exec, var nr) -> out.text("settled").list(2, _ -> run(out, exec, nr));
            case InputMessage.Answered _ -> throw new IllegalArgumentException("an answer that is not sealed");
        }
    }

    private static CborWriter run(CborWriter out, ExecId exec, long nr) {
        return out.text(exec.value()).number(nr);
    }

    private static CborWriter execs(CborWriter out, Set<ExecId> execs) {
        return out.each(execs.stream().map(ExecId::value).sorted().toList(), out::text);
    }

    /** Three items. */
    private static void write(CborWriter out, Known known) {
        out.number(known.top())
                .each(known.bidders().stream().sorted().toList(), device -> out.bytes(device.value()))
                .each(
                        known.sessions().entrySet(),
                        one -> out.list(
                                3,
                                _ -> out.text(one.getKey().value())
                                        .bytes(one.getValue().host().value())
                                        .number(one.getValue().generation())));
    }

    static Parsed<HostMessage> decode(Bytes message) {
        if (message.size() > MESSAGE_BYTES_MAX) return new Parsed.Malformed<>("message of more than 1 MiB");
        return CborReader.parse(message, in -> {
            require(in.number(VERSION) == VERSION, "unknown version of message");
            return message(in);
        });
    }

    private static HostMessage message(CborReader in) {
        var kind = in.text(KIND_CHARS_MAX);
        return in.list(() -> switch (kind) {
            case "beat" -> new Beat(offer(in.number(OFFER_MAX)));
            case "bid" -> new Bidding(person(in), new BidMessage.Bid(in.number(NUMBER_MAX), known(in)));
            case "ack" -> new Bidding(person(in), new BidMessage.Ack(in.number(NUMBER_MAX), known(in)));
            case "given" -> new Bidding(person(in), new BidMessage.Given(session(in), execs(in), known(in)));
            case "stored" ->
                new Bidding(person(in), new BidMessage.Stored(session(in), execs(in), execs(in), known(in)));
            case "asked" ->
                new Inputting(new InputMessage.Asked(
                        exec(in), in.number(NUMBER_MAX), in.text(InputMessage.PROMPT_UNITS_MAX), in.number(1) == 1));
            case "seen" -> new Inputting(new InputMessage.Seen(exec(in), in.number(NUMBER_MAX)));
            case "settled" -> new Inputting(new InputMessage.Settled(exec(in), in.number(NUMBER_MAX)));
            case "answer" -> new SealedAnswer(exec(in), in.number(NUMBER_MAX), in.bytesUpTo(SEALED_BYTES_MAX));
            default -> throw new IllegalArgumentException("unknown kind of message");
        });
    }

    private static long code(Offer offer) {
        return switch (offer) {
            case YOU -> 1;
            case ALL -> 2;
            case ASKS -> OFFER_MAX;
        };
    }

    private static Optional<Offer> offer(long code) {
        return code == 0
                ? Optional.empty()
                : Stream.of(Offer.values()).filter(offer -> code(offer) == code).findFirst();
    }

    private static String person(CborReader in) {
        return in.text(PERSON_CHARS_MAX);
    }

    private static String name(CborReader in) {
        var name = in.text(NAME_CHARS_MAX);
        require(Names.isValid(name), "not a name");
        return name;
    }

    private static ExecId exec(CborReader in) {
        return new ExecId(name(in));
    }

    private static SessionId session(CborReader in) {
        return new SessionId(name(in));
    }

    private static Set<ExecId> execs(CborReader in) {
        return new HashSet<>(in.each(EXECS_MAX, () -> exec(in)));
    }

    private static Known known(CborReader in) {
        var top = in.number(NUMBER_MAX);
        var bidders = new HashSet<>(in.each(DEVICES_MAX, () -> device(in)));
        var sessions = new HashMap<SessionId, Held>();
        in.each(
                SESSIONS_MAX,
                () -> in.list(() -> sessions.put(session(in), new Held(device(in), in.number(NUMBER_MAX)))));
        return new Known(top, bidders, sessions);
    }

    private static DeviceId device(CborReader in) {
        return new DeviceId(in.bytes(DeviceId.SIZE_BYTES));
    }
}
