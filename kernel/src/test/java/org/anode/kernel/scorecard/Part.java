package org.anode.kernel.scorecard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anode.kernel.scorecard.Reply.Asked;
import org.anode.kernel.scorecard.Reply.Cleared;
import org.anode.kernel.scorecard.Reply.Completion;
import org.anode.kernel.scorecard.Reply.Failed;
import org.anode.kernel.scorecard.Reply.Heard;
import org.anode.kernel.scorecard.Reply.Shown;
import org.anode.kernel.scorecard.Reply.Text;

/** A part of a normalised reply, as text: two replies agree on it if the texts are equal. */
enum Part {
    STATUS,
    STDOUT,
    STDERR,
    RESULT,
    DISPLAYS,
    TYPES,
    METADATA,
    IDS,
    ERROR,
    ENAME,
    TRACEBACK,
    ORDER,
    CLEARS,
    PROMPTS,
    COUNT,
    STEPS,
    COMPLETED,
    OFFERS,
    RANGE,
    FOUND,
    HELP;

    /** What a check wants to see and the reference does not show: such a check proves nothing. */
    private static final String NO = "no";

    static Part of(String word) {
        return Stream.of(values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such part: " + word));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This part of a reply. */
    String of(Reply reply, String argument) {
        return switch (this) {
            case STATUS -> reply.status();
            case STDOUT, STDERR -> reply.text(word());
            case RESULT -> bundles(results(reply), argument);
            case DISPLAYS -> bundles(displays(reply), argument);
            case TYPES ->
                lines(reply.heard(Shown.class), it -> it.data().keySet().toString());
            case METADATA -> lines(reply.heard(Shown.class), Shown::metadata);
            case IDS -> lines(displays(reply), Part::id);
            case ERROR ->
                failure(reply).map(it -> it.ename() + ": " + it.evalue()).orElse("none");
            case ENAME -> failure(reply).map(Failed::ename).orElse("none");
            case TRACEBACK -> has(failure(reply).map(Failed::traceback).orElse(""), argument);
            case ORDER -> order(reply.events());
            case CLEARS -> lines(reply.heard(Cleared.class), it -> it.later() ? "later" : "now");
            case PROMPTS -> lines(reply.heard(Asked.class), Part::prompt);
            case COUNT -> Long.toString(reply.count());
            case STEPS -> reply.events().isEmpty() ? "nothing" : "something";
            case COMPLETED -> lines(Stream.of(argument.split(", ")), word -> word + " " + yes(completes(reply, word)));
            case OFFERS ->
                yes(reply.completion().filter(it -> !it.matches().isEmpty()).isPresent());
            case RANGE ->
                reply.completion().map(it -> it.from() + ".." + it.to()).orElse("none");
            case FOUND -> yes(reply.help().isPresent());
            case HELP -> has(help(reply), argument);
        };
    }

    /** Whether a reference that shows this makes a check: where something is looked for, it must be there. */
    boolean isFitToCompare(String reference) {
        return switch (this) {
            case TRACEBACK, HELP -> !reference.equals(NO);
            case COMPLETED -> reference.lines().noneMatch(line -> line.endsWith(" " + NO));
            default -> true;
        };
    }

    private static String yes(boolean is) {
        return is ? "yes" : NO;
    }

    private static String has(String text, String part) {
        return yes(text.contains(part));
    }

    private static <T> String lines(Stream<T> items, Function<T, String> line) {
        return items.map(line).collect(Collectors.joining("\n"));
    }

    private static Stream<Shown> results(Reply reply) {
        return reply.heard(Shown.class).filter(Shown::result);
    }

    private static Stream<Shown> displays(Reply reply) {
        return reply.heard(Shown.class).filter(it -> !it.result());
    }

    private static String id(Shown shown) {
        return shown.displayId().orElse("none") + (shown.update() ? " updated" : "");
    }

    private static String prompt(Asked asked) {
        return (asked.password() ? "password" : "text") + " '" + asked.prompt() + "'";
    }

    private static String bundles(Stream<Shown> shown, String type) {
        return lines(
                shown,
                it -> type.isEmpty()
                        ? it.data().toString()
                        : String.valueOf(it.data().get(type)));
    }

    private static Optional<Failed> failure(Reply reply) {
        return reply.heard(Failed.class).reduce((_, last) -> last).or(reply::failure);
    }

    private static String order(List<Heard> events) {
        var kinds = new StringBuilder();
        var last = "";
        for (var heard : events) {
            var kind =
                    switch (heard) {
                        case Text text -> text.stream();
                        case Shown shown -> shown.result() ? "result" : shown.update() ? "update" : "display";
                        case Failed _ -> "error";
                        case Cleared _ -> "clear";
                        case Asked _ -> "input";
                    };
            if (!(heard instanceof Text && kind.equals(last)))
                kinds.append(kind).append('\n');
            last = kind;
        }
        return kinds.toString();
    }

    private static boolean completes(Reply reply, String word) {
        return reply.completion()
                .filter(it -> it.matches().stream()
                        .anyMatch(match -> replaced(it, match).contains(word) && !line(it).contains(word)))
                .isPresent();
    }

    private static String replaced(Completion it, String match) {
        var source = it.source();
        var from = source.offsetByCodePoints(0, it.from());
        var line = source.substring(source.lastIndexOf('\n', from - 1) + 1, from);
        return line + match;
    }

    private static String line(Completion it) {
        var end = it.source().offsetByCodePoints(0, it.to());
        return it.source().substring(it.source().lastIndexOf('\n', end - 1) + 1, end);
    }

    private static String help(Reply reply) {
        return reply.help()
                .orElseGet(() -> lines(reply.heard(Shown.class), it -> it.data().getOrDefault("text/plain", "")));
    }
}
