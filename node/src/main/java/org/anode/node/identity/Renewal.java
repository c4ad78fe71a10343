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
 * How a copied data folder becomes that of another device (SY-5): a note says which device it is to cease to be, and at
 * the next start the keys are changed. Each step is one atomic write that may be done again, the note goes last: whenever
 * the process dies, the next start goes on. Steps, all in {@code identity/}: {@code former/<id>} holds the former keys,
 * {@code device.cbor} the new ones, {@code name} is gone, {@code renew} too.
 */
public final class Renewal {
    private static final String NOTE = "renew";
    private static final int NOTE_BYTES_MAX = 1024;
    private static final long VERSION = 1;
    private static final int FIELDS = 3;

    private final DataFolder folder;

    public Renewal(DataFolder folder) {
        this.folder = folder;
    }

    /**
     * @param from the device it was
     * @param name of the new one
     */
    private record Note(DeviceId from, String name) {}

    /**
     * With the next {@link #settle} this is another device. It is on the disk when this returns.
     *
     * @param from the device that this is now
     * @param name what people call the new one
     */
    public void note(DeviceId from, String name) {
        var note = CborWriter.array(
                FIELDS, out -> out.number(VERSION).bytes(from.value()).text(name));
        PrivateFiles.write(file(), note);
    }

    /**
     * Before anything asks who this device is.
     *
     * @return the device that this was until now, if there was a note
     */
    public Optional<DeviceId> settle() {
        var note = PrivateFiles.read(file(), NOTE_BYTES_MAX).flatMap(Renewal::decode);
        note.ifPresent(this::carryOut);
        return note.map(Note::from);
    }

    private void carryOut(Note note) {
        var now = IdentityFile.openOrCreate(folder);
        if (now.device().equals(note.from())) {
            IdentityFile.keepFormer(folder, now);
            IdentityFile.replace(folder, now.person(), note.name());
        }
        delete(DeviceName.file(folder));
        folder.settleHere();
        delete(file());
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
        return new Note(new DeviceId(in.bytes(DeviceId.SIZE_BYTES)), in.text(Identity.NAME_CHARS_MAX));
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }
}
