package org.anode.node;

import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anode.node.RightsTable.Who;
import org.anode.node.doc.Shown;
import org.anode.schema.Bytes;
import org.anode.schema.ipynb.IpynbCodec;
import org.anode.schema.ipynb.NotebookForExport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of rights on the node of who acts: what its role forbids is refused with a sentence and leaves no trace in the
 * store, whatever page or command asks for it; what the role allows is written.
 */
final class ActedRightsTest {
    @TempDir
    Path folder;

    private final List<OwnCopy> copies = new ArrayList<>();

    @AfterEach
    void close() {
        copies.forEach(OwnCopy::close);
    }

    @TestFactory
    @DisplayName("MB-5 what each role may do on its own node")
    Stream<DynamicContainer> roles() {
        return Arrays.stream(Who.values())
                .filter(who -> who != Who.STRANGER) // it has nothing
                .map(who -> dynamicContainer(who.phrase, tests(who)));
    }

    private Stream<DynamicTest> tests(Who who) {
        var copy = new OwnCopy(new Cast(who), folder);
        copies.add(copy);
        var reading = dynamicTest("MB-6 " + who.phrase + " may look at what is here", () -> look(copy));
        var acting = new Wishes(copy)
                .all().stream()
                        .filter(wish -> RightsTable.isAsked(who, wish.act()))
                        .map(wish -> dynamicTest(
                                RightsTable.sentence(who, wish.act()) + ": " + wish.how(), () -> ask(copy, wish)));
        return Stream.concat(Stream.of(reading), acting);
    }

    private static void look(OwnCopy copy) {
        var before = copy.stored();
        assertTrue(copy.ask(open -> Shown.of(open).toString()).contains("print x"));
        var export = copy.ask(open -> IpynbCodec.render(new NotebookForExport(open.view(), Map.of(), _ -> Bytes.EMPTY))
                .toUtf8());
        assertTrue(export.contains("print x"), export);
        assertEquals("", copy.shelf.title(NOTEBOOK));
        assertEquals(before, copy.stored());
    }

    private static void ask(OwnCopy copy, Wishes.Wish wish) {
        var before = copy.stored();
        if (RightsTable.allows(copy.cast.who, wish.act())) {
            wish.ask().run();
            if (wish.writes()) assertNotEquals(before, copy.stored());
            return;
        }
        var refusal = assertThrows(Refusal.class, wish.ask()::run);
        assertTrue(refusal.sentence().matches("\\p{Lu}.*(admin|removed).*\\."), refusal.sentence());
        assertEquals(before, copy.stored());
    }
}
