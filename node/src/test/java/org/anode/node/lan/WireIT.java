package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.anode.node.transport.Namespaces;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who listens on the network that two nodes share a notebook over does not see what stands in it. */
@Timeout(300)
final class WireIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Finding, joining, handshakes and a notebook are more. */
    private static final long SESSION_BYTES_MIN = 10_000;

    private static final int EDITS = 5;

    private final Needle title = Needle.random();
    private final Needle name = Needle.random();
    private final Needle text = Needle.random();
    private final Needle typed = Needle.random();
    private final Needle output = Needle.random();
    private final Needle control = Needle.random();

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "R10 R15 what is in a notebook stands on the wire in no form, and what is sent openly is found in each")
    void nothingIsSeen() throws Exception {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        Traffic traffic;
        try (var net = Namespaces.withComputers(2);
                var tap = BridgeTap.on(net, folder.resolve("frames"))) {
            session(net);
            sendOpenly(net);
            traffic = tap.end();
        }
        System.out.println(
                "wire: " + traffic.frameCount() + " frames, " + traffic.streamBytes() + " bytes of connections");
        assertTrue(traffic.streamBytes() > SESSION_BYTES_MIN, "the session is not in it");
        check(traffic);
    }

    private void check(Traffic traffic) {
        var hidden = List.of(title, name, text, typed, output);
        var all = new ArrayList<>(hidden);
        all.add(control);
        var plain = traffic.plain(all);
        var inflated = traffic.inflated(all);
        for (var needle : hidden) {
            assertEquals(Set.of(), plain.get(needle), "seen");
            assertEquals(0, inflated.get(needle), "seen where something was inflated");
        }
        var forms = control.sendable().keySet().stream()
                .filter(form -> !Set.of("deflate", "zlib").contains(form))
                .collect(Collectors.toSet());
        assertEquals(forms, plain.get(control), "the search finds what is there");
        assertTrue(inflated.get(control) >= 2, "the search inflates");
    }

    /** Share, join, edits on both sides, a run, presence: who is here tells its name. */
    private void session(Namespaces net) throws Exception {
        try (var anna = Computer.in(net, 1, "Anna", folder);
                var bela = Computer.in(net, 2, name.text(), folder)) {
            var both = Together.sharing(List.of(anna, bela), title.text());
            both.edit(anna, text.text());
            both.edit(bela, "of Bela");
            type(bela, both.notebook());
            var backwards = new StringBuilder(output.text()).reverse();
            var cell = anna.add(both.notebook(), "print('" + backwards + "'[::-1])");
            anna.anode("exec", both.notebook(), cell, "--wait");
            both.converge(PATIENCE);
            Awaitility.await("all of it is on the other side").atMost(PATIENCE).untilAsserted(() -> {
                assertTrue(bela.anode("show", both.notebook()).contains(output.text()));
                assertTrue(bela.anode("list").contains(title.text()));
                assertTrue(anna.anode("people", both.notebook()).contains(name.text()));
                assertTrue(anna.exported(both.notebook()).contains(typed.text()));
            });
        }
    }

    /** A text that grows. */
    private void type(Computer on, String notebook) throws Exception {
        var cell = on.add(notebook, "");
        for (int n = 1; n <= EDITS; n++)
            on.anode(
                    "edit",
                    notebook,
                    cell,
                    "--source",
                    typed.text().substring(0, typed.text().length() * n / EDITS));
    }

    private void sendOpenly(Namespaces net) throws Exception {
        var arguments = new ArrayList<String>();
        arguments.add(net.address(2));
        control.sendable().values().forEach(form -> arguments.add(HexFormat.of().formatHex(form)));
        var process = BridgeTap.java(net.on(1), Datagrams.class, arguments.toArray(String[]::new));
        assertEquals(0, process.waitFor());
    }
}
