package org.anode.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;

/** Who may do what in a shared notebook (MB-1 to MB-7, EX-18, EX-19): a device's role against what it may try. */
public final class RightsTable {
    /** {@code x} allowed, {@code -} refused, {@code .} makes no sense. */
    private static final String TABLE = """
                              maker admin admin- edit edit+host edit+run comment comment+ view view+ removed stranger
            read                x     x     x     x      x         x        x       x      x    x      -        -
            hear                x     x     x     x      x         x        x       x      x    x      -        -
            want                x     x     x     x      x         x        x       x      x    x      -        -
            summary             x     x     x     x      x         x        x       x      x    x      -        -
            comment             x     x     x     x      x         x        x       x      -    -      -        -
            insert              x     x     x     x      x         x        -       -      -    -      -        -
            source              x     x     x     x      x         x        -       -      -    -      -        -
            order               x     x     x     x      x         x        -       -      -    -      -        -
            deleted             x     x     x     x      x         x        -       -      -    -      -        -
            type                x     x     x     x      x         x        -       -      -    -      -        -
            cell-meta           x     x     x     x      x         x        -       -      -    -      -        -
            attachments         x     x     x     x      x         x        -       -      -    -      -        -
            meta                x     x     x     x      x         x        -       -      -    -      -        -
            go-on               x     x     x     x      x         x        -       -      -    -      -        -
            ask-own             x     x     x     x      x         x        -       -      -    -      -        -
            ask-others          x     x     -     -      -         x        -       -      -    -      -        -
            cancel-own          x     x     x     x      x         x        -       -      -    -      -        -
            cancel-others       x     x     -     -      -         x        -       -      -    -      -        -
            interrupt-others    x     x     -     -      -         x        -       -      -    -      -        -
            restart-others      x     x     -     -      -         x        -       -      -    -      -        -
            clear               x     x     x     x      x         x        -       -      -    -      -        -
            host                x     x     -     -      x         -        -       -      -    -      -        -
            refuse              x     x     -     -      x         -        -       -      -    -      -        -
            bid                 x     x     -     -      x         -        -       -      -    -      -        -
            outputs             x     x     -     -      x         -        -       -      -    -      -        -
            others-outputs      x     -     -     -      -         -        -       -      -    -      -        -
            own-ledger          x     x     x     x      x         x        x       x      -    -      -        -
            others-ledger       x     -     -     -      -         -        -       -      -    -      -        -
            let-in              x     x     x     -      -         -        -       -      -    -      -        -
            remove              x     x     x     -      -         -        -       -      -    -      -        -
            remove-junior       x     x     x     -      -         -        -       -      -    -      -        -
            remove-equal        x     -     -     -      -         -        -       -      -    -      -        -
            remove-maker        .     -     -     -      -         -        -       -      -    -      -        -
            admit               x     x     x     -      -         -        -       -      -    -      -        -
            epoch               x     x     x     -      -         -        -       -      -    -      -        -
            makers-statement    x     -     -     -      -         -        -       -      -    -      -        -
            makers-batch        x     -     -     -      -         -        -       -      -    -      -        -
            makers-change       x     -     -     -      -         -        -       -      -    -      -        -
            old-statement       -     -     -     -      -         -        -       -      -    -      -        -
            old-batch           -     -     -     -      -         -        -       -      -    -      -        -
            leave               x     x     x     -      -         -        -       -      -    -      -        -
            """;

    private static final Map<Act, Map<Who, String>> CELLS = read();

    private RightsTable() {}

    /** A column. */
    public enum Who {
        MAKER("maker", "who made the notebook", Role.ADMIN, Flag.RUN, Flag.HOST),
        ADMIN("admin", "an admin with all flags", Role.ADMIN, Flag.RUN, Flag.HOST),
        ADMIN_BARE("admin-", "an admin without flags", Role.ADMIN),
        EDIT("edit", "an editor without flags", Role.EDIT),
        EDIT_HOST("edit+host", "an editor who may host", Role.EDIT, Flag.HOST),
        EDIT_RUN("edit+run", "an editor who may ask others", Role.EDIT, Flag.RUN),
        COMMENT("comment", "a commenter", Role.COMMENT),
        COMMENT_FLAGS("comment+", "a commenter with flags", Role.COMMENT, Flag.RUN, Flag.HOST),
        VIEW("view", "a viewer", Role.VIEW),
        VIEW_FLAGS("view+", "a viewer with flags", Role.VIEW, Flag.RUN, Flag.HOST),
        /** Of one who was less nothing more is believed. */
        REMOVED("removed", "a removed admin", Role.ADMIN, Flag.RUN, Flag.HOST),
        /** The role is what it says of itself. */
        STRANGER("stranger", "a stranger", Role.ADMIN, Flag.RUN, Flag.HOST);

        private final String word;
        public final String phrase;
        public final Role role;
        private final long flags;

        Who(String word, String phrase, Role role, Flag... flags) {
            this.word = word;
            this.phrase = phrase;
            this.role = role;
            this.flags = Flag.mask(Set.of(flags));
        }

        public Set<Flag> flags() {
            return Flag.of(flags);
        }

        /** Whether its statements are kept, as every admin's are, also where they count for nothing. */
        public boolean isHeardAsAdmin() {
            return role == Role.ADMIN && this != STRANGER;
        }
    }

    /** A row. */
    public enum Act {
        READ("read", "MB-6", "be given what is here"),
        HEAR("hear", "MB-6", "hear what is written"),
        WANT("want", "MB-6", "ask for a change by its hash"),
        SUMMARY("summary", "MB-6", "be told which batches are here"),
        COMMENT("comment", "MB-5", "comment"),
        INSERT("insert", "MB-5", "insert a cell"),
        SOURCE("source", "MB-5", "edit a cell's source"),
        ORDER("order", "MB-5", "move a cell"),
        DELETED("deleted", "MB-5", "delete a cell"),
        TYPE("type", "MB-5", "change a cell's type"),
        CELL_META("cell-meta", "MB-5", "change a cell's metadata"),
        ATTACHMENTS("attachments", "MB-5", "change a cell's attachments"),
        META("meta", "MB-5", "change the notebook's metadata"),
        GO_ON("go-on", "MB-3", "go on where its last edit ended"),
        ASK_OWN("ask-own", "EX-19", "ask its own computer for a run"),
        ASK_OTHERS("ask-others", "EX-19", "ask another's computer for a run"),
        CANCEL_OWN("cancel-own", "EX-19", "cancel its own run"),
        CANCEL_OTHERS("cancel-others", "EX-19", "cancel another's run"),
        INTERRUPT_OTHERS("interrupt-others", "EX-19", "interrupt another's run"),
        RESTART_OTHERS("restart-others", "EX-19", "restart another's kernel"),
        CLEAR("clear", "EX-19", "clear outputs"),
        HOST("host", "EX-19", "host a run"),
        REFUSE("refuse", "EX-19", "answer that it does not run something"),
        BID("bid", "EX-19", "bid for a session"),
        OUTPUTS("outputs", "MB-5", "write the outputs of its session"),
        OTHERS_OUTPUTS("others-outputs", "MB-5", "write the outputs of another's session"),
        OWN_LEDGER("own-ledger", "MB-5", "write in its own ledger"),
        OTHERS_LEDGER("others-ledger", "MB-5", "write in another's ledger"),
        LET_IN("let-in", "MB-2", "let a device in"),
        REMOVE("remove", "MB-2", "remove an editor"),
        REMOVE_JUNIOR("remove-junior", "MB-2", "remove an admin of a higher rank"),
        REMOVE_EQUAL("remove-equal", "MB-2", "remove an admin whom the maker let in"),
        REMOVE_MAKER("remove-maker", "MB-2", "remove who made the notebook"),
        ADMIT("admit", "MB-3", "let late work of a removed member count"),
        EPOCH("epoch", "MB-7", "change the room's secret"),
        MAKERS_STATEMENT("makers-statement", "MB-1", "state something in the maker's name"),
        MAKERS_BATCH("makers-batch", "SY-3", "write in the maker's name"),
        MAKERS_CHANGE("makers-change", "SY-2", "pass a change of the maker's actor off as its own"),
        OLD_STATEMENT("old-statement", "MB-1", "change anything with a statement that was there before"),
        OLD_BATCH("old-batch", "SY-3", "change anything with a batch that was there before"),
        LEAVE("leave", "MB-2", "state the end of its own grant");

        private final String word;
        private final String rule;
        private final String phrase;

        /** Whether it is records in its own ledger, which stay there where they count for nothing. */
        public boolean isRecorded() {
            return rule.equals("EX-19");
        }

        Act(String word, String rule, String phrase) {
            this.word = word;
            this.rule = rule;
            this.phrase = phrase;
        }
    }

    private static Map<Act, Map<Who, String>> read() {
        var lines = TABLE.lines().map(line -> List.of(line.strip().split(" +"))).toList();
        var columns = Arrays.stream(Who.values()).map(who -> who.word).toList();
        var rows = Arrays.stream(Act.values()).map(act -> act.word).toList();
        assertEquals(columns, lines.getFirst());
        assertEquals(rows, lines.stream().skip(1).map(List::getFirst).toList());
        var table = new EnumMap<Act, Map<Who, String>>(Act.class);
        var line = lines.listIterator(1);
        for (var act : Act.values()) table.put(act, row(line.next()));
        return table;
    }

    private static Map<Who, String> row(List<String> line) {
        assertEquals(1 + Who.values().length, line.size());
        var row = new EnumMap<Who, String>(Who.class);
        var cell = line.listIterator(1);
        for (var who : Who.values()) row.put(who, cell.next());
        return row;
    }

    private static String cell(Who who, Act act) {
        return Objects.requireNonNull(Objects.requireNonNull(CELLS.get(act)).get(who));
    }

    public static boolean isAsked(Who who, Act act) {
        return !cell(who, act).equals(".");
    }

    public static boolean allows(Who who, Act act) {
        return cell(who, act).equals("x");
    }

    /** The cell as a sentence, the rule's number first. */
    public static String sentence(Who who, Act act) {
        return act.rule + " " + who.phrase + (allows(who, act) ? " may " : " may not ") + act.phrase;
    }
}
