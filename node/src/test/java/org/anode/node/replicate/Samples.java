package org.anode.node.replicate;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.identity.DeviceKeys;
import org.anode.node.identity.Identity;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.schema.ActorId;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.chunk.ChangeChunk;
import org.anode.schema.chunk.ChunkCodec;

/** Identities, notebooks and hand-made changes with fixed bytes, for tests. */
public final class Samples {
    public static final Identity ANNA = identity(1);
    public static final Identity BELA = identity(2);
    public static final SealedStatement ROOT = RootStatement.create(ANNA, filled(Statement.SALT_BYTES, 9));
    public static final NotebookId NOTEBOOK = ROOT.notebook();
    public static final DocumentName CELLS = new DocumentName.Cells();
    public static final RootAdmission ADMISSION =
            new RootAdmission(NOTEBOOK, ANNA.keys().publicKey());

    private Samples() {}

    public static Identity identity(int seed) {
        return new Identity(
                DeviceKeys.of(filled(DeviceKeys.SECRET_BYTES, seed)),
                new PersonId(filled(PersonId.SIZE_BYTES, seed)),
                "device " + seed);
    }

    public static Bytes filled(int size, int value) {
        var bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) value);
        return Bytes.wrap(bytes);
    }

    /** What is sound in the test's eyes. */
    public static <T> T ok(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(var value) -> value;
            case Parsed.Malformed<T>(var reason) -> throw new AssertionError(reason);
        };
    }

    public static BatchWriter writer(int nonce) {
        return writer(CELLS, nonce);
    }

    public static BatchWriter writer(DocumentName document, int nonce) {
        return new BatchWriter(NOTEBOOK, document, ROOT.grant(), ANNA.keys(), filled(Actors.NONCE_BYTES, nonce));
    }

    /** Sound chunks without an operation, {@code count} of them from {@code seq}; {@code padding} bytes of message. */
    public static List<ChangeChunk> changes(ActorId actor, long seq, int count, int padding) {
        var made = new ArrayList<ChangeChunk>();
        for (int i = 0; i < count; i++) made.add(change(actor, seq + i, padding));
        return made;
    }

    public static ChangeChunk change(ActorId actor, long seq, int padding) {
        return change(actor, seq, padding, List.of());
    }

    /** @param deps what it builds on */
    public static ChangeChunk change(ActorId actor, long seq, int padding, List<ChangeHash> deps) {
        var body = new ByteArrayOutputStream();
        unsigned(body, deps.size());
        deps.stream().sorted().forEach(dep -> body.writeBytes(dep.value().toArray()));
        body.write(ActorId.SIZE_BYTES);
        body.writeBytes(actor.value().toArray());
        unsigned(body, seq);
        unsigned(body, 1); // start op
        body.write(0); // time
        unsigned(body, padding);
        body.writeBytes("m".repeat(padding).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        body.write(0); // other actors
        body.write(0); // columns
        return switch (ChunkCodec.parse(frame(body.toByteArray()))) {
            case Parsed.Ok<List<ChangeChunk>>(var chunks) -> chunks.getFirst();
            case Parsed.Malformed<List<ChangeChunk>>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Bytes frame(byte[] body) {
        var hashed = new ByteArrayOutputStream();
        hashed.write(1);
        unsigned(hashed, body.length);
        hashed.writeBytes(body);
        var typed = Bytes.wrap(hashed.toByteArray());
        return Bytes.concat(Bytes.hex("856f4a83"), typed.sha256().slice(0, 4), typed);
    }

    private static void unsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) out.write((int) (rest & 0x7f) | 0x80);
        out.write((int) rest);
    }
}
