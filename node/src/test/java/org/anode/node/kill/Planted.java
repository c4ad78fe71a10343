package org.anode.node.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Words that stand once in the whole notebook: which were asked for, which are saved, which were taken out. Any thread. */
final class Planted {
    /** A word, between the signs that keep it apart from its neighbours. */
    static final Pattern WORD = Pattern.compile("<[0-9]+\\.[0-9]+>");

    private static final int TOLD_MAX = 10;

    private enum Fate {
        ASKED,
        SAVED,
        /** Taken out, or not: who asked was not told. */
        TAKING_OUT,
        TAKEN_OUT
    }

    private final Map<String, Fate> words = new ConcurrentHashMap<>();
    private final Set<String> cells = ConcurrentHashMap.newKeySet();
    private final AtomicInteger saved = new AtomicInteger();

    void ask(String word) {
        words.put(word, Fate.ASKED);
    }

    void saved(String word) {
        words.replace(word, Fate.ASKED, Fate.SAVED);
    }

    /** Whether the caller may take it out now: it is saved, and nobody else does. */
    boolean takeOut(String word) {
        return words.replace(word, Fate.SAVED, Fate.TAKING_OUT);
    }

    /** It was refused. */
    void keep(String word) {
        words.replace(word, Fate.TAKING_OUT, Fate.SAVED);
    }

    void takenOut(String word) {
        words.put(word, Fate.TAKEN_OUT);
    }

    /** A cell that was made and saved: it is there, or in the bin. */
    void cell(String id) {
        cells.add(id);
    }

    Set<String> cells() {
        return Set.copyOf(cells);
    }

    /** Any edit that was acknowledged as saved. */
    void count() {
        saved.incrementAndGet();
    }

    int savedEdits() {
        return saved.get();
    }

    int size() {
        return words.size();
    }

    /** What is wrong with a text that should hold exactly these words; at most ten sentences. */
    List<String> wrong(String text) {
        var times = new HashMap<String, Integer>();
        var found = WORD.matcher(text);
        while (found.find()) times.merge(found.group(), 1, Integer::sum);
        var wrong = new ArrayList<String>();
        times.forEach((word, n) -> {
            if (n > 1) wrong.add(word + " is there " + n + " times (" + words.get(word) + ")");
            if (!words.containsKey(word)) wrong.add(word + " was never written");
        });
        words.forEach((word, fate) -> {
            boolean there = times.containsKey(word);
            if (fate == Fate.SAVED && !there) wrong.add(word + " was saved and is lost");
            if (fate == Fate.TAKEN_OUT && there) wrong.add(word + " was taken out and is back");
        });
        return wrong.subList(0, Math.min(TOLD_MAX, wrong.size()));
    }
}
