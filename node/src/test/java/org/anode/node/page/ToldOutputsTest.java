package org.anode.node.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.anode.node.doc.NotebookEvent.OutputsChanged;
import org.anode.schema.ExecId;
import org.anode.schema.output.Data;
import org.anode.schema.output.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ToldOutputsTest {
    private static final ExecId RUN = new ExecId("e1");

    private final ToldOutputs told = new ToldOutputs();

    private static Output stream(String text) {
        return new Output.Stream("stdout", new Data.Text(text));
    }

    private ToldOutputs.Told next(int length, Map<Integer, Output> put) {
        return told.next(new OutputsChanged(RUN, length, put));
    }

    @Test
    @DisplayName("of a stream that was told only its end is told, from where it differs, and no half of a character")
    void ends() {
        assertEquals(Map.of(0, stream("10%")), next(1, Map.of(0, stream("10%"))).put());
        assertEquals(
                Map.of(0, new ToldOutputs.Tail(3, " and")),
                next(1, Map.of(0, stream("10% and"))).tails());
        assertEquals(
                Map.of(0, new ToldOutputs.Tail(1, "5%")),
                next(1, Map.of(0, stream("15%"))).tails());
        assertEquals(
                Map.of(0, new ToldOutputs.Tail(0, "😀")),
                next(1, Map.of(0, stream("😀"))).tails());
        assertEquals(
                Map.of(0, new ToldOutputs.Tail(0, "😁")),
                next(1, Map.of(0, stream("😁"))).tails());
    }

    @Test
    @DisplayName("a stream is told whole when it is another's place, another run's or was cut away")
    void whole() {
        next(2, Map.of(0, stream("a"), 1, stream("b")));
        var error = new Output.Stream("stderr", new Data.Text("ab"));
        assertEquals(Map.of(0, error), next(2, Map.of(0, error)).put());
        next(1, Map.of());
        assertEquals(Map.of(1, stream("bc")), next(2, Map.of(1, stream("bc"))).put());
        var other = told.next(new OutputsChanged(new ExecId("e2"), 1, Map.of(0, error)));
        assertEquals(Map.of(0, error), other.put());
        told.forget();
        assertEquals(Map.of(1, stream("bcd")), next(2, Map.of(1, stream("bcd"))).put());
    }

    @Test
    @DisplayName("whatever outputs do, a page that does what it is told has them")
    void anything() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var outputs = List.<Output>of();
            var page = new ArrayList<Output>();
            for (int step = 0; step < 30; step++) {
                var after = mutated(outputs, random);
                apply(page, after.size(), next(after.size(), changes(outputs, after)));
                outputs = after;
                assertEquals(outputs, page, "seed " + seed);
            }
            told.forget();
        }
    }

    private static List<Output> mutated(List<Output> before, Random random) {
        var after = new ArrayList<>(before.subList(0, random.nextInt(before.size() + 1)));
        after.addAll(before.subList(
                after.size(), before.size() - (random.nextInt(4) == 0 ? before.size() - after.size() : 0)));
        if (after.isEmpty() || random.nextInt(3) == 0) after.add(stream("new"));
        int at = random.nextInt(after.size());
        if (after.get(at) instanceof Output.Stream(var _, Data.Text(var text)))
            after.set(
                    at,
                    stream(text.substring(0, random.nextInt(text.length() + 1))
                            + "0123456789".substring(random.nextInt(10))));
        return after;
    }

    private static Map<Integer, Output> changes(List<Output> before, List<Output> after) {
        var put = new HashMap<Integer, Output>();
        for (int i = 0; i < after.size(); i++)
            if (i >= before.size() || !before.get(i).equals(after.get(i))) put.put(i, after.get(i));
        return put;
    }

    private static void apply(List<Output> page, int length, ToldOutputs.Told news) {
        while (page.size() > length) page.removeLast();
        while (page.size() < length) page.add(stream("nothing"));
        news.put().forEach(page::set);
        news.tails().forEach((index, tail) -> {
            if (page.get(index) instanceof Output.Stream(var name, Data.Text(var text)))
                page.set(index, new Output.Stream(name, new Data.Text(text.substring(0, tail.keep()) + tail.text())));
        });
    }
}
