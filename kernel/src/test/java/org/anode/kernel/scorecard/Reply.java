package org.anode.kernel.scorecard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a kernel said to one step.
 *
 * @param status     ok, error or interrupted; of a question, answered
 * @param events     what was put out for the step, in order
 * @param completion what may stand in place of a part of the text, empty but for completions
 * @param help       the documentation, if anything is known
 */
record Reply(
        String status,
        long count,
        Optional<Failed> failure,
        List<Heard> events,
        Optional<Completion> completion,
        Optional<String> help) {
    Reply {
        events = List.copyOf(events);
    }

    static Reply completed(Completion completion) {
        return new Reply("answered", 0, Optional.empty(), List.of(), Optional.of(completion), Optional.empty());
    }

    static Reply inspected(Optional<String> help) {
        return new Reply("answered", 0, Optional.empty(), List.of(), Optional.empty(), help);
    }

    /** Something a cell put out. */
    sealed interface Heard {}

    record Text(String stream, String text) implements Heard {}

    /** A bundle; JSON types hold their JSON text. */
    record Shown(Map<String, String> data, String metadata, Optional<String> displayId, boolean update, boolean result)
            implements Heard {}

    record Failed(String ename, String evalue, String traceback) implements Heard {}

    record Cleared(boolean later) implements Heard {}

    record Asked(String prompt, boolean password) implements Heard {}

    /** The matches for the code points [from, to) of a source. */
    record Completion(String source, List<String> matches, int from, int to) {}

    String text(String stream) {
        return heard(Text.class)
                .filter(text -> text.stream().equals(stream))
                .map(Text::text)
                .collect(Collectors.joining());
    }

    <H extends Heard> Stream<H> heard(Class<H> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    /** The same, with pieces of one stream that follow each other as one. */
    Reply joined() {
        var joined = new ArrayList<Heard>();
        for (var heard : events) {
            if (heard instanceof Text(var stream, var more)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Text(var before, var text)
                    && before.equals(stream)) {
                joined.set(joined.size() - 1, new Text(stream, text + more));
            } else {
                joined.add(heard);
            }
        }
        return new Reply(status, count, failure, joined, completion, help);
    }

    /** The same with other texts and ids. */
    Reply with(UnaryOperator<String> text, UnaryOperator<String> id) {
        return new Reply(
                status,
                count,
                failure.map(failed -> changed(failed, text)),
                events.stream().map(heard -> changed(heard, text, id)).toList(),
                completion,
                help.map(text));
    }

    private static Failed changed(Failed failed, UnaryOperator<String> text) {
        return new Failed(failed.ename, text.apply(failed.evalue), text.apply(failed.traceback));
    }

    private static Heard changed(Heard heard, UnaryOperator<String> text, UnaryOperator<String> id) {
        return switch (heard) {
            case Text(var stream, var said) -> new Text(stream, text.apply(said));
            case Shown shown -> {
                var data = new TreeMap<String, String>();
                shown.data.forEach((type, value) -> data.put(type, text.apply(value)));
                yield new Shown(data, shown.metadata, shown.displayId.map(id), shown.update, shown.result);
            }
            case Failed failed -> changed(failed, text);
            case Cleared cleared -> cleared;
            case Asked asked -> asked;
        };
    }
}
