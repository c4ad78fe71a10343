package org.anode.node.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.anode.node.transport.Namespaces;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of three is removed while another is away, and a fourth has only ever seen a link. Real nodes on a network. */
@Timeout(600)
final class RemovalIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Needle before = Needle.random();
    private final Needle late = Needle.random();
    private final Needle planted = Needle.random();

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "MB-7 who is removed reads nothing new, who was away comes back, and who only has a link reads nothing")
    void removed() throws Exception {
        assumeTrue(Namespaces.isPossible(), "needs root and ip");
        Traffic traffic;
        try (var net = Namespaces.withComputers(4);
                var tap = BridgeTap.on(net, folder.resolve("frames"));
                var anna = Computer.in(net, 1, "Anna", folder);
                var bela = Computer.in(net, 2, "Bela", folder);
                var carl = Computer.in(net, 3, "Carl", folder);
                var dora = Computer.in(net, 4, "Dora", folder)) {
            var all = Together.sharing(List.of(anna, bela, carl), "Trees");
            var notebook = all.notebook();
            all.edit(anna, before.text());
            all.edit(bela, "of Bela");
            all.converge(PATIENCE);

            carl.stop();
            net.unplug(2);
            anna.anode("revoke", notebook, bela.device());
            bela.add(notebook, late.text());
            anna.add(notebook, planted.text());
            net.plug(2);
            carl.start();
            awaitShown(carl, notebook, planted.text());
            assertEquals(2, carl.json("people", notebook, "--json").size());
            carl.add(notebook, "of Carl, back again");
            awaitShown(anna, notebook, "of Carl, back again");
            awaitOut(bela, notebook);
            for (var member : List.of(anna, carl))
                assertFalse(member.exported(notebook).contains(late.text()), "what the removed one wrote later");

            onlyALink(anna, dora, notebook);
            for (var outsider : List.of(bela, dora)) assertEquals(Set.of(), outsider.onDisk(planted));
            assertNotEquals(Set.of(), bela.onDisk(before), "the search finds what is there");
            assertNotEquals(Set.of(), carl.onDisk(planted), "the search finds what is there");
            assertTrue(bela.anode("show", notebook).contains(before.text()), "what was there stays");
            comesBack(anna, bela, notebook);
            leaves(carl, anna, notebook);
            traffic = tap.end();
        }
        traffic.plain(List.of(before, planted, late)).values().forEach(forms -> assertEquals(Set.of(), forms));
    }

    /** It is told of its removal, and refuses from then on what would count for nobody. */
    private void awaitOut(Computer bela, String notebook) {
        Awaitility.await("the removed one knows")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(
                        bela.refused("add", notebook, "--source", "more").contains("removed from the notebook")));
    }

    private static void awaitShown(Computer on, String notebook, String text) {
        Awaitility.await("the other's edit is there")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(on.exported(notebook).contains(text)));
    }

    /** Also with a link that asks nobody somebody is asked. */
    private static void comesBack(Computer anna, Computer bela, String notebook) throws Exception {
        var joining = bela.begin("join", anna.anode("share", notebook, "--auto-approve"), "--wait");
        Awaitility.await("somebody is asked")
                .atMost(PATIENCE)
                .until(() -> !anna.json("requests", "--json").isEmpty());
        anna.anode("approve", anna.json("requests", "--json").get(0).path("id").asString());
        assertEquals(0, joining.end().exit());
        bela.add(notebook, "of Bela, a member again");
        awaitShown(anna, notebook, "of Bela, a member again");
    }

    /** It is no admin, so that the others have to be told. */
    private static void leaves(Computer carl, Computer anna, String notebook) throws Exception {
        carl.anode("leave", notebook);
        assertFalse(carl.anode("list").contains("Trees"));
        Awaitility.await("one of the others removes it")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertEquals(2, anna.json("people", notebook, "--json").size()));
    }

    /** Before somebody approves, and after the link ran out. */
    private static void onlyALink(Computer anna, Computer dora, String notebook) throws Exception {
        var link = anna.anode("share", notebook, "--expires", "20s");
        var asked = dora.begin("join", link, "--wait");
        Awaitility.await("somebody waits")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertTrue(anna.anode("requests").contains("Dora")));
        assertFalse(dora.anode("list").contains("Trees"));
        var end = asked.end();
        assertEquals(1, end.exit(), end.out());
        assertTrue(end.err().contains("ran out"), end.err());
        assertFalse(dora.anode("list").contains("Trees"));
    }
}
