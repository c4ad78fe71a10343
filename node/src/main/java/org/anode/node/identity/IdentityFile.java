package org.anode.node.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.NodeFailure;
import org.anode.node.folder.DataFolder;
import org.anode.node.folder.FileTrouble;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.wire.CborReader;
import org.anode.node.wire.CborWriter;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.Parsed;
import org.jspecify.annotations.Nullable;

/** Where a device keeps who it is: one private file, made on the first start (R15). */
public final class IdentityFile {
    private static final String NAME = "device.cbor";
    private static final String FORMER = "former";
    private static final String REPLACED = "replaced";
    private static final int FILE_BYTES_MAX = 1024;
    private static final long VERSION = 1;
    private static final int FIELDS = 4;

    private IdentityFile() {}

    /** @throws NodeFailure if the file is there and damaged: a new key would make this another device */
    public static Identity openOrCreate(DataFolder folder) {
        var file = file(folder);
        PrivateFiles.createFolder(folder.identity());
        return kept(file, read(file).orElseGet(() -> create(file)));
    }

    /** Who the device is whose data folder this is; empty if it was never started. Needs no lock. */
    public static Optional<Identity> peek(Path root) {
        var identity = root.resolve(DataFolder.IDENTITY);
        return read(identity.resolve(NAME))
                .map(found -> new Identity(found.keys(), found.owner(), DeviceName.in(identity, found)));
    }

    /** Empty where there is none, or one that nobody can read. */
    static Optional<Identity> readable(DataFolder folder) {
        return PrivateFiles.read(file(folder), FILE_BYTES_MAX)
                .flatMap(encoded ->
                        CborReader.parse(encoded, IdentityFile::read) instanceof Parsed.Ok<Identity>(var kept)
                                ? Optional.of(kept)
                                : Optional.empty());
    }

    private static Optional<Identity> read(Path file) {
        return PrivateFiles.read(file, FILE_BYTES_MAX).map(encoded -> decode(file, encoded));
    }

    /** The owner is kept in the file too. */
    private static Identity kept(Path file, Identity identity) {
        var keys = identity.keys();
        var name = identity.deviceName();
        var owner = Owner.kept(
                identity.person(), person -> PrivateFiles.write(file, encode(new Identity(keys, person, name))));
        return new Identity(keys, owner, name);
    }

    private static Path file(DataFolder folder) {
        return folder.identity().resolve(NAME);
    }

    /** Keeps who this device is as one that it was, and that another computer goes on as. */
    static void keepFormer(DataFolder folder, Identity former) {
        keep(folder.identity().resolve(FORMER), former);
    }

    /** Keeps who this device is as one that it was, and that nobody is to go on as. */
    static void keepReplaced(DataFolder folder, Identity former) {
        keep(folder.identity().resolve(REPLACED), former);
    }

    private static void keep(Path in, Identity former) {
        PrivateFiles.createFolder(in);
        PrivateFiles.write(in.resolve(former.device().toString()), encode(former));
    }

    /** Where it is kept that this was such a device, if it was. */
    static List<Path> former(DataFolder folder, DeviceId device) {
        return Stream.of(FORMER, REPLACED)
                .map(kept -> folder.identity().resolve(kept).resolve(device.toString()))
                .toList();
    }

    /** Makes this the device with these keys. */
    static void replace(DataFolder folder, Identity identity) {
        PrivateFiles.createFolder(folder.identity());
        PrivateFiles.write(file(folder), encode(identity));
    }

    /** Makes this another device of the same person. */
    static void replace(DataFolder folder, PersonId person, String name) {
        replace(folder, new Identity(freshKeys(), person, name));
    }

    /**
     * The devices that this one was.
     *
     * @throws NodeFailure if one of the files is damaged
     */
    public static Formers formers(DataFolder folder) {
        var identity = folder.identity();
        return new Formers(keysIn(identity.resolve(FORMER)), keysIn(identity.resolve(REPLACED)));
    }

    private static List<DeviceKeys> keysIn(Path kept) {
        if (!Files.isDirectory(kept)) return List.of();
        try (var files = Files.list(kept)) {
            return files.filter(file -> isDevice(file.getFileName().toString()))
                    .sorted()
                    .flatMap(file ->
                            PrivateFiles.read(file, FILE_BYTES_MAX).map(encoded -> decode(file, encoded)).stream())
                    .map(Identity::keys)
                    .toList();
        } catch (IOException e) {
            throw FileTrouble.of(kept, e);
        }
    }

    /** What was half written has another name. */
    private static boolean isDevice(String name) {
        return name.indexOf('.') < 0;
    }

    /** An identity that no file keeps: for a node in memory. */
    public static Identity fresh() {
        return new Identity(
                freshKeys(), new PersonId(Bytes.random(new SecureRandom(), PersonId.SIZE_BYTES)), deviceName());
    }

    private static DeviceKeys freshKeys() {
        return DeviceKeys.of(Bytes.random(new SecureRandom(), DeviceKeys.SECRET_BYTES));
    }

    private static Identity create(Path file) {
        var identity = fresh();
        PrivateFiles.write(file, encode(identity));
        return identity;
    }

    static Bytes encode(Identity identity) {
        return CborWriter.array(
                FIELDS,
                out -> out.number(VERSION)
                        .bytes(identity.keys().secret())
                        .bytes(identity.person().value())
                        .text(identity.deviceName()));
    }

    private static Identity decode(Path file, Bytes encoded) {
        return switch (CborReader.parse(encoded, IdentityFile::read)) {
            case Parsed.Ok<Identity>(var identity) -> identity;
            case Parsed.Malformed<Identity>(var reason) ->
                throw new NodeFailure("The keys of this device in " + file + " can not be read (" + reason
                        + "); restore the file from a backup of the data folder.");
        };
    }

    private static Identity read(CborReader in) {
        CborReader.require(in.number(Long.MAX_VALUE) == VERSION, "unknown version");
        return new Identity(
                DeviceKeys.of(in.bytes(DeviceKeys.SECRET_BYTES)),
                new PersonId(in.bytes(PersonId.SIZE_BYTES)),
                in.text(Identity.NAME_CHARS_MAX));
    }

    /** From the environment or the system's own file: a look-up by network could take seconds. */
    private static String deviceName() {
        var environment = System.getenv();
        return Stream.of(environment.get("COMPUTERNAME"), environment.get("HOSTNAME"), hostnameFile())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.substring(0, Math.min(name.length(), Identity.NAME_CHARS_MAX)))
                .findFirst()
                .orElse("this computer");
    }

    private static @Nullable String hostnameFile() {
        try {
            return Files.readString(Path.of("/etc/hostname"));
        } catch (IOException e) {
            return null; // macOS and Windows have none
        }
    }
}
