package org.anode.node.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anode.node.control.Command;
import org.anode.node.folder.DataFolder;
import org.anode.schema.Bytes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a cell finds of the secrets of the node that runs it. */
@EnabledOnOs(OS.LINUX)
final class CellSecretsIT {
    /** A cell that writes all that it was given, and what the node was given, into a file. */
    private static final String GIVEN = """
            import os, subprocess
            with open(FOUND, 'wb') as found:
                for name, value in os.environ.items(): found.write(f'{name}={value}\\n'.encode())
                for process in ('self', str(os.getppid())):
                    for name in ('environ', 'cmdline'):
                        found.write(open(f'/proc/{process}/{name}', 'rb').read() + b'\\n')
                for name in os.listdir('/proc/self/fd'):
                    if os.path.lexists('/proc/self/fd/' + name):
                        found.write(f'DESCRIPTOR {os.readlink("/proc/self/fd/" + name)}\\n'.encode())
                for folder, _, names in os.walk('.'):
                    for name in names:
                        found.write(name.encode() + open(os.path.join(folder, name), 'rb').read())
                found.write(subprocess.run('env; ls -l /proc/self/fd; cat /proc/$PPID/cmdline', shell=True,
                                           capture_output=True).stdout)
            """;

    /** A cell that takes what its user can take. */
    private static final String TAKEN = """
            with open(FOUND, 'wb') as found:
                for name in ('node.json', 'identity/device.cbor'):
                    found.write(open(DATA + '/' + name, 'rb').read())
            """;

    /** In CBOR the head of 64 bytes: both secret keys of a device. */
    private static final String KEYS_HEAD = "5840";

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "R8 nothing that a kernel is given holds a token or a key; what its user may read, a cell may read too")
    void secrets() throws IOException {
        try (var node = LiveNode.start(folder)) {
            var given = run(node, GIVEN.replace("FOUND", python(folder.resolve("given"))), folder.resolve("given"));
            var token = DataFolder.running(node.data()).orElseThrow().token();
            var keys = keys(node.data());
            assertTrue(given.contains(hex("PATH=".getBytes(UTF_8))), "it looked");
            for (var secret : List.of(token.getBytes(UTF_8), keys))
                for (var form : forms(secret)) assertEquals(-1, given.indexOf(form));
            var descriptors = text(folder.resolve("given"))
                    .lines()
                    .filter(line -> line.startsWith("DESCRIPTOR"))
                    .toList();
            assertTrue(descriptors.size() >= 3, descriptors::toString);
            assertEquals(
                    List.of(),
                    descriptors.stream()
                            .filter(line -> line.contains(node.data().toString()))
                            .toList());

            var source = TAKEN.replace("FOUND", python(folder.resolve("taken"))).replace("DATA", python(node.data()));
            var taken = run(node, source, folder.resolve("taken"));
            assertTrue(taken.contains(hex(token.getBytes(UTF_8))), "docs/security.md says that this is possible");
            assertTrue(taken.contains(hex(keys)), "docs/security.md says that this is possible");
        }
    }

    /** What the cell wrote, in hex. */
    private static String run(LiveNode node, String source, Path found) throws IOException {
        var id = node.ask(new Command.NewNotebook(Optional.empty())).path("id").asString();
        var cell = node.ask(new Command.Add(id, "code", Optional.empty(), source))
                .path("id")
                .asString();
        node.ask(new Command.Exec(id, List.of(cell), false, true, Optional.empty()));
        Awaitility.await()
                .until(() -> node.show(id).path("cells").get(0).path("state").asString(), "ok"::equals);
        return hex(Files.readAllBytes(found));
    }

    private static byte[] keys(Path data) throws IOException {
        var file = hex(Files.readAllBytes(data.resolve("identity/device.cbor")));
        int at = file.indexOf(KEYS_HEAD);
        assertTrue(at >= 0 && at % 2 == 0, file);
        return HexFormat.of().parseHex(file.substring(at + KEYS_HEAD.length(), at + KEYS_HEAD.length() + 128));
    }

    /** As somebody may have written a secret, whole or half. */
    private static List<String> forms(byte[] secret) {
        var half = Bytes.wrap(secret).slice(0, secret.length / 2).toArray();
        return Stream.of(secret, half)
                .flatMap(bytes -> Stream.of(
                        hex(bytes),
                        hex(hex(bytes).getBytes(UTF_8)),
                        hex(Base64.getEncoder().withoutPadding().encode(bytes))))
                .toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String python(Path path) {
        return "'" + path + "'";
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
