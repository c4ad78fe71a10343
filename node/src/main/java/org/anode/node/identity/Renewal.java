package org.anode.node.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.FileTrouble;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;

/**
 * How a data folder becomes that of another device, because it is a copy (SY-5) or somebody else may know its keys (R15): a
 * note says which device it is to cease to be, and at the next start the keys are changed. Each step is one atomic write that
 * may be done again, the note goes last: whenever the process dies, the next start goes on. Steps, all in {@code identity/}:
 * {@code former/<id>} or {@code replaced/<id>} holds the former keys, {@code device.cbor} the new ones, {@code name} is gone,
 * {@code renew} too.
 */
public final class Renewal {
    private static final String NOTE = "renew";
    private static final int NOTE_BYTES_MAX = 1024;
    private static final long VERSION = 1;
    private static final int FIELDS = 4;

    private final DataFolder folder;

    public Renewal(DataFolder folder) {
        this.folder = folder;
    }

    /** Why the keys are changed. */
    public enum Reason {
        /** Another computer goes on with the former ones. */
        COPIED,
        /** Nobody is to go on with the former ones. */
        REPLACED
    }

    /**
     * @param from the device it was
     * @param name of the new one
     */
    public record Note(DeviceId from, String name, Reason reason) {}

    /**
     * With the next {@link #settle} this is another device. It is on the disk when this returns.
     *
     * @param note of the device that this is now, and what people call the new one
     */
    public void note(Note note) {
        var encoded = CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .bytes(note.from().value())
                        .text(note.name())
                        .number(note.reason() == Reason.REPLACED ? 1 : 0));
        PrivateFiles.write(file(), encoded);
    }

    /**
     * Before anything asks who this device is.
     *
     * @return of the device that this was until now, if there was a note
     */
    public Optional<Note> settle() {
        var note = PrivateFiles.read(file(), NOTE_BYTES_MAX).flatMap(Renewal::decode);
        note.ifPresent(this::carryOut);
        return note;
    }

    private void carryOut(Note note) {
        var now = IdentityFile.openOrCreate(folder);
        if (now.device().equals(note.from())) {
            keep(note.reason(), now);
            IdentityFile.replace(folder, now.person(), note.name());
        }
        delete(DeviceName.file(folder));
        folder.settleHere();
        delete(file());
    }

    private void keep(Reason reason, Identity former) {
        switch (reason) {
            case COPIED -> IdentityFile.keepFormer(folder, former);
            case REPLACED -> IdentityFile.keepReplaced(folder, former);
        }
    }

    private Path file() {
        return folder.identity().resolve(NOTE);
    }

    /** One that can not be read is of a newer version, or nobody's. */
    private static Optional<Note> decode(Bytes encoded) {
        return CborReader.parse(encoded, Renewal::read) instanceof Parsed.Ok<Note>(var note)
                ? Optional.of(note)
                : Optional.empty();
    }

    private static Note read(CborReader in) {
        CborReader.require(in.number(Long.MAX_VALUE) == VERSION, "unknown version");
        return new Note(
                new DeviceId(in.bytes(DeviceId.SIZE_BYTES)),
                in.text(Identity.NAME_CHARS_MAX),
                in.number(1) == 1 ? Reason.REPLACED : Reason.COPIED);
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }
}
