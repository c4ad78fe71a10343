package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Writes random valid 4.5 files: odd keys, odd white space, odd spellings, all kinds of cells and outputs. */
final class RandomNotebook {
    private static final List<String> PIECES = List.of(
            "a",
            "x = 1",
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "\"",
            "\\",
            "/",
            "<b>",
            "é",
            "ß",
            "漢字",
            "😀",
            "👩‍🚀",
            "\u2028",
            "\u0085",
            "\u000b",
            "\u001b[31m",
            "\u0000",
            "\u007f",
            "\uFFFD",
            "$blob",
            "print(1)\n",
            "0123456789".repeat(30));
    private static final List<String> KEYS = List.of(
            "a",
            "b",
            "",
            "$layout",
            "$title",
            "$blob",
            "size",
            "é",
            "😀",
            "a.b",
            "a/b",
            "key with spaces",
            "\n",
            "\"",
            "title2",
            "_",
            "~",
            "%41");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-7",
            "1.0",
            "1e0",
            "1E+2",
            "0.10",
            "3.141592653589793",
            "12345678901234567890",
            "1e400",
            "-0.0",
            "5e-324",
            "9007199254740993",
            "0.1000000000000000055511151231257827",
            "1e16",
            "100000000000000000000.0");
    private static final List<String> MIMES = List.of(
            "text/plain",
            "text/html",
            "image/png",
            "image/svg+xml",
            "application/javascript",
            "application/json",
            "application/vnd.x.v1+json",
            "application/pdf",
            "x/ü",
            "text/x-é");

    private final Random random;
    private final List<String> whites;
    private final boolean ascii;
    private final boolean stable;

    RandomNotebook(long seed) {
        random = new Random(seed);
        whites = pick(List.of(List.of(""), List.of(" "), List.of("", " "), List.of("", "\n", "\r\n\t")));
        ascii = random.nextBoolean();
        stable = random.nextBoolean();
    }

    String write() {
        var cells = new ArrayList<String>();
        for (int i = random.nextInt(6); i > 0; i--) cells.add(cell("cell-" + i));
        return white()
                + object(
                        "cells",
                        array(cells),
                        "metadata",
                        object(members(3, true)),
                        "nbformat",
                        "4",
                        "nbformat_minor",
                        "5")
                + white();
    }

    private String cell(String id) {
        var common =
                new ArrayList<>(List.of("id", string(id), "metadata", object(members(2, true)), "source", prose()));
        switch (random.nextInt(4)) {
            case 0 -> common.addAll(List.of("cell_type", string("raw")));
            case 1 -> {
                common.addAll(List.of("cell_type", string("markdown")));
                if (random.nextBoolean()) common.addAll(List.of("attachments", attachments()));
            }
            default ->
                common.addAll(List.of("cell_type", string("code"), "execution_count", count(), "outputs", outputs()));
        }
        return object(common.toArray(String[]::new));
    }

    private String attachments() {
        return random.nextInt(4) == 0 ? object() : object(text() + ".png", bundle(), "ü", bundle());
    }

    private String count() {
        return pick(List.of("null", "0", "1", "77", "1234567890123"));
    }

    private String outputs() {
        var outputs = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) outputs.add(output());
        if (!outputs.isEmpty() && random.nextInt(3) == 0) outputs.add(outputs.getFirst());
        return array(outputs);
    }

    private String output() {
        return switch (random.nextInt(4)) {
            case 0 ->
                object(
                        "output_type",
                        string("stream"),
                        "name",
                        string(pick(List.of("stdout", "stderr"))),
                        "text",
                        prose());
            case 1 ->
                object("output_type", string("display_data"), "data", bundle(), "metadata", object(members(2, false)));
            case 2 ->
                object(
                        "output_type", string("execute_result"),
                        "execution_count", count(),
                        "data", bundle(),
                        "metadata", object(members(2, false)));
            default ->
                object(
                        "output_type", string("error"),
                        "ename", string(text()),
                        "evalue", string(text()),
                        "traceback", array(List.of(string(text()), string(text()))));
        };
    }

    private String bundle() {
        var members = new ArrayList<String>();
        for (var mime : MIMES) {
            if (random.nextInt(4) != 0) continue;
            members.add(mime);
            members.add(Mime.isJson(mime) ? value(3) : prose());
        }
        return object(members.toArray(String[]::new));
    }

    private String[] members(int depth, boolean metadata) {
        var members = new ArrayList<String>();
        for (var key : KEYS) {
            if (random.nextInt(5) != 0) continue;
            members.add(key);
            members.add(value(depth));
        }
        if (metadata && random.nextInt(3) == 0)
            members.addAll(List.of("tags", array(List.of(string("a"), string("b")))));
        return members.toArray(String[]::new);
    }

    private String value(int depth) {
        List<Supplier<String>> kinds = List.of(
                () -> string(text()),
                () -> pick(NUMBERS),
                () -> pick(List.of("true", "false", "null")),
                () -> object(depth > 0 ? members(depth - 1, false) : new String[0]),
                () -> array(depth > 0 ? List.of(value(depth - 1), value(depth - 1)) : List.of()),
                () -> string(text().repeat(300)));
        return kinds.get(random.nextInt(100) == 0 ? 5 : random.nextInt(5)).get();
    }

    private String prose() {
        return switch (random.nextInt(4)) {
            case 0 -> string(text());
            case 1 -> array(List.of());
            case 2 -> array(Lines.python(text()).stream().map(this::string).toList());
            default -> array(List.of(string(text()), string(text()), string("")));
        };
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) text.append(pick(PIECES));
        return text.toString();
    }

    private String string(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> out.append(spell(c)));
        return out.append('"').toString();
    }

    private String spell(int c) {
        var usual = c >= 0x80 && ascii ? Spelling.escape(c) : Spelling.python(c);
        if (stable || random.nextInt(12) != 0) return usual;
        return random.nextBoolean() ? Spelling.escape(c) : Spelling.upper(Spelling.escape(c));
    }

    private String object(String... keysAndValues) {
        var members = new ArrayList<String>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            members.add(string(keysAndValues[i]) + white() + ":" + white() + keysAndValues[i + 1]);
        if (random.nextBoolean()) Collections.shuffle(members, random);
        return "{" + separated(members) + "}";
    }

    private String array(List<String> items) {
        return "[" + separated(items) + "]";
    }

    private String separated(List<String> parts) {
        return white() + String.join(white() + "," + white(), parts) + white();
    }

    private String white() {
        return pick(whites);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
