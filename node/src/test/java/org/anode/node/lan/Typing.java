package org.anode.node.lan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody at each of some computers, who types in the background: adds a cell and makes a text longer, in turn. */
final class Typing {
    private final Together all;
    private final List<Typist> typists = new ArrayList<>();
    private final FutureTask<Void> typing = new FutureTask<>(this::type, null);
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean ending;

    private static final class Typist {
        final Computer computer;
        final String cell;
        String text = "";

        Typist(Computer computer, String cell) {
            this.computer = computer;
            this.cell = cell;
        }
    }

    private Typing(Together all) {
        this.all = all;
    }

    /** Begins. Nobody else may edit there until the {@link #end}. */
    static Typing on(Together all, Computer... computers) throws Exception {
        var typing = new Typing(all);
        for (var computer : computers) typing.typists.add(new Typist(computer, computer.add(all.notebook(), "")));
        Thread.ofVirtual().name("typing").start(typing.typing);
        return typing;
    }

    private void type() {
        try {
            while (!ending) {
                for (var typist : typists) type(typist);
                rounds.incrementAndGet();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void type(Typist typist) throws Exception {
        var name = typist.computer.name();
        if (rounds() % 2 == 0) {
            all.edit(typist.computer, "cell " + rounds() + " of " + name + ";");
        } else {
            typist.text += "word " + rounds() + " of " + name + ";";
            typist.computer.anode("edit", all.notebook(), typist.cell, "--source", typist.text);
        }
    }

    /** In each everybody saved something. */
    int rounds() {
        return rounds.get();
    }

    /** All that was typed is saved where it was. */
    void end() throws Exception {
        ending = true;
        typing.get();
        for (var typist : typists) if (!typist.text.isEmpty()) all.typed(typist.text);
    }
}
