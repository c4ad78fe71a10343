package org.anode.node;

import static org.anode.node.OwnCopy.CELL;
import static org.anode.node.OwnCopy.OTHER;
import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.anode.node.RightsTable.Act;
import org.anode.node.doc.CellOp;
import org.anode.node.doc.CellOps;
import org.anode.node.doc.Edits;
import org.anode.node.doc.OpenNotebook;
import org.anode.node.doc.Typing;
import org.anode.node.identity.Identity;
import org.anode.node.identity.Role;
import org.anode.node.identity.StatementCodec;
import org.anode.node.replicate.Event;
import org.anode.node.share.Administration;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.text.ChangeSet;
import org.anode.schema.cells.CellType;
import org.anode.schema.cells.CellsEdit;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The acts of the table as commands and pages of this node ask for them. */
final class Wishes {
    private static final ObjectNode THING =
            JsonNodeFactory.instance.objectNode().put("by", "Eve");

    private final OwnCopy copy;
    private final SecureRandom random = new SecureRandom();

    Wishes(OwnCopy copy) {
        this.copy = copy;
    }

    /** @param writes whether it leaves a trace where it is allowed */
    record Wish(Act act, String how, boolean writes, Runnable ask) {}

    List<Wish> all() {
        return List.of(
                turn(Act.INSERT, "add", open -> new Edits(open).add(CellType.CODE, Optional.empty(), "1")),
                op(Act.INSERT, new CellOp.Insert(Optional.empty(), CellType.CODE, Optional.empty(), "2")),
                op(
                        Act.INSERT,
                        new CellOp.Paste(Optional.empty(), List.of(new CellOp.Pasted(CellType.CODE, "3", THING)))),
                turn(Act.SOURCE, "typing", this::type),
                turn(Act.SOURCE, "split", this::split),
                op(Act.SOURCE, new CellOp.Merge(List.of(CELL, OTHER), "\n")),
                turn(Act.SOURCE, "edit", open -> new Edits(open).setSource(CELL.value(), "print y")),
                turn(Act.ORDER, "move", open -> new Edits(open).move(CELL.value(), last(open))),
                op(Act.ORDER, new CellOp.Move(List.of(CELL), Optional.empty())),
                turn(Act.DELETED, "remove", open -> new Edits(open).remove(List.of(CELL.value()))),
                turn(Act.DELETED, "restore", open -> new Edits(open).restore(List.of(CELL.value(), OTHER.value()))),
                op(Act.TYPE, new CellOp.SetType(List.of(OTHER), CellType.RAW)),
                op(Act.CELL_META, new CellOp.Meta(CELL, "by", Optional.of(THING))),
                turn(Act.ATTACHMENTS, "attach", open -> open.edit(List.of(new CellsEdit.SetAttachments(CELL, THING)))),
                turn(Act.META, "rename", open -> new Edits(open).rename("Eve’s")),
                turn(Act.CLEAR, "clear", open -> open.clear(List.of(CELL.value()))),
                asked(Act.CANCEL_OWN, "interrupt", open -> open.interrupt(Optional.empty())),
                asked(Act.CANCEL_OWN, "interrupt runs", open -> open.interruptRuns(List.of("nothing"))),
                asked(Act.CANCEL_OWN, "restart", OpenNotebook::restart),
                turn(Act.CANCEL_OTHERS, "interrupt", open -> open.interrupt(Optional.of(OwnCopy.RUN.value()))),
                asked(Act.CLEAR, "clear what ran", open -> open.clear(List.of())),
                new Wish(Act.LET_IN, "share", true, this::invite),
                stating(Act.REMOVE, "role", by -> by.change(Cast.CARL.device(), Role.VIEW, Set.of(), random)),
                removal(Act.REMOVE, Cast.CARL),
                removal(Act.REMOVE_JUNIOR, Cast.FRED),
                removal(Act.REMOVE_EQUAL, Cast.DORA),
                removal(Act.REMOVE_MAKER, ANNA),
                turn(Act.ASK_OTHERS, "run on another’s", this::runOnBelas),
                turn(running(), "run", open -> open.run(List.of(CELL.value()))));
    }

    /** Where this computer runs nothing, others are asked: nobody is there, so whoever comes first. */
    private Act running() {
        var who = copy.cast.who;
        boolean others = !RightsTable.allows(who, Act.HOST) && RightsTable.allows(who, Act.ASK_OTHERS);
        return others ? Act.ASK_OTHERS : Act.HOST;
    }

    private Wish turn(Act act, String how, Consumer<OpenNotebook> turn) {
        return new Wish(
                act,
                how,
                true,
                () -> copy.ask(open -> {
                    turn.accept(open);
                    return act;
                }));
    }

    /** Of what has nothing to do just now. */
    private Wish asked(Act act, String how, Consumer<OpenNotebook> turn) {
        return new Wish(act, how, false, turn(act, how, turn).ask);
    }

    private Wish op(Act act, CellOp op) {
        return turn(act, op.getClass().getSimpleName(), open -> new CellOps(open).apply("page", 1, op));
    }

    private void type(OpenNotebook open) {
        int length = open.view().cells().get(CELL).source().length();
        var _ = new Typing(open).edit("page", 2, CELL, open.version(CELL), ChangeSet.replace(length, 0, 0, "y"));
    }

    private void split(OpenNotebook open) {
        new CellOps(open).apply("page", 3, new CellOp.Split(CELL, open.version(CELL), List.of(2)));
    }

    private void runOnBelas(OpenNotebook open) {
        open.run(List.of(CELL.value()), Optional.of(BELA.device()));
    }

    private static Optional<String> last(OpenNotebook open) {
        return Optional.of(open.view().visible().getLast().id().value());
    }

    private void invite() {
        copy.ask(open -> {
            var members = open.replication().members().orElseThrow();
            var places = new MeetingPlaces(List.of(), List.of());
            var issued = new Invites(copy.shelf.log(NOTEBOOK))
                    .issue(members, copy.cast.by().keys(), "here", "", places, InviteWish.USUAL, 1_000_000_000, random);
            open.alsoWrite(List.of(issued.keep()));
            return issued;
        });
    }

    private Wish removal(Act act, Identity of) {
        return stating(act, "remove " + of.deviceName(), by -> by.removal(of.device()));
    }

    /** As the network carries it out. */
    private Wish stating(Act act, String how, Function<Administration, List<Administration.Saying>> what) {
        return turn(act, how, open -> {
            var replication = open.replication();
            var members = replication.members().orElseThrow();
            var by = new Administration(members, copy.cast.by().device(), replication.machine()::cut);
            for (var saying : what.apply(by)) {
                var statement = members.following(saying.issuer(), saying.body());
                var sealed = StatementCodec.seal(statement, copy.cast.by().keys());
                replication.on(new Event.Stated(sealed));
            }
        });
    }
}
