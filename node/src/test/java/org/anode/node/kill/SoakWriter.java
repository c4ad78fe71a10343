package org.anode.node.kill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.anode.node.NodeFailure;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.text.ChangeSet;
import org.anode.node.text.ChangeSetJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody at one node who edits the notebook through a page that stays open, and now and then from the command line,
 * until told to stop. When the node is gone the page comes back with what was not confirmed, as real ones do.
 */
final class SoakWriter implements Runnable {
    private static final int CELLS_MAX = 40;
    private static final int RETRY_MS = 200;

    /** What the words of a diary cell begin with: its owner alone writes there, the whole text each time. */
    static final String DIARY = "diary ";

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Unsaved(long id, Runnable onSaved) {}

    /** An edit that was sent and not answered. */
    private record Unconfirmed(ObjectNode offered, Runnable onSaved) {}

    private final int number;
    private final SoakNode node;
    private final String notebook;
    private final Planted planted;
    private final Random random;
    private final long pauseNs;
    private final Deque<Unsaved> unsaved = new ArrayDeque<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Unconfirmed unconfirmed;
    private SoakPage page;
    private String diary = "";
    private int diarySent = -1;
    private int diarySaved = -1;
    private int words;
    private int resumed;
    private int lost;
    private long lastId;

    /** @param perSecond edits, if the node answers at once */
    SoakWriter(int number, SoakNode node, String notebook, Planted planted, long seed, int perSecond) {
        this.number = number;
        this.node = node;
        this.notebook = notebook;
        this.planted = planted;
        this.random = new Random(seed + number);
        this.pauseNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** It ends once all it wrote is saved, or the node is gone. */
    void stop() {
        stopping = true;
    }

    /** Edits that were offered again and taken. */
    int resumed() {
        return resumed;
    }

    /** Edits that were offered again and fit nothing. */
    int lost() {
        return lost;
    }

    /** What the node said no with. */
    Set<String> refusals() {
        return refusals;
    }

    /** What is wrong with the text of its diary. */
    Optional<String> wrongDiary(String cell, String text) {
        if (!cell.equals(diary)) return Optional.empty();
        int value = Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
        return value >= diarySaved && value <= diarySent
                ? Optional.empty()
                : Optional.of("diary of " + number + ": " + text + ", saved was " + diarySaved + ", sent " + diarySent);
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                visit();
            } catch (SoakPage.Gone | NodeFailure gone) {
                unsaved.clear(); // whether these are there nobody was told
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
            }
        }
    }

    private void visit() throws SoakPage.Gone {
        try (var opened = new SoakPage(node.port(), node.session(), "soak-" + number, lastId)) {
            page = opened;
            resume();
            while (!stopping) {
                long begun = System.nanoTime();
                page.catchUp();
                settleSaved();
                act();
                lastId = page.lastId();
                LockSupport.parkNanos(begun + pauseNs - System.nanoTime());
            }
            if (!unsaved.isEmpty()) page.awaitSaved(unsaved.getLast().id);
            settleSaved();
        } finally {
            lastId = Math.max(lastId, page == null ? 0 : page.lastId());
        }
    }

    private void resume() throws SoakPage.Gone {
        var offered = unconfirmed;
        var answer = page.open(notebook, offered == null ? List.of() : List.of(offered.offered));
        lastId = page.lastId();
        if (!answer.path("t").asString().equals("ok")) throw new SoakPage.Gone(answer.toString());
        unconfirmed = null;
        if (offered == null) return;
        if (answer.path("lost").isEmpty()) {
            resumed++;
            unsaved.add(counted(lastId, offered.onSaved));
        } else lost++;
    }

    private void settleSaved() {
        while (!unsaved.isEmpty() && unsaved.getFirst().id <= page.savedId())
            unsaved.removeFirst().onSaved.run();
    }

    // --- What people do ---

    private void act() throws SoakPage.Gone {
        int die = random.nextInt(100);
        var cells = texts();
        if (diary.isEmpty() || die < 5) write();
        else if (cells.isEmpty() || die < 8) add();
        else if (die < 15) newCell();
        else if (die < 70) plant(any(cells));
        else if (die < 82) takeOut(any(cells));
        else if (die < 90) move(any(cells));
        else if (die < 94 || cells.size() > CELLS_MAX) delete(any(cells));
        else restore();
    }

    /** Cells everybody writes in. */
    private List<String> texts() {
        return page.order().stream()
                .filter(id -> page.text(id) != null && !page.text(id).source().startsWith(DIARY))
                .toList();
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String word() {
        return "<" + number + "." + ++words + ">";
    }

    /** A word, between any two others. */
    private void plant(String cell) throws SoakPage.Gone {
        var text = page.text(cell).source();
        var places = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('>'); i >= 0; i = text.indexOf('>', i + 1)) places.add(i + 1);
        var word = word();
        planted.ask(word);
        edit(cell, ChangeSet.replace(text.length(), any(places), 0, word), () -> planted.saved(word), () -> {});
    }

    private void takeOut(String cell) throws SoakPage.Gone {
        var text = page.text(cell).source();
        var found = Planted.WORD.matcher(text).results().toList();
        if (found.isEmpty()) return;
        var match = any(found);
        var word = match.group();
        if (!planted.takeOut(word)) return;
        edit(
                cell,
                ChangeSet.replace(text.length(), match.start(), word.length(), ""),
                () -> planted.takenOut(word),
                () -> planted.keep(word));
    }

    private void edit(String cell, ChangeSet changes, Runnable onSaved, Runnable onRefused) throws SoakPage.Gone {
        var text = page.text(cell);
        var offered = JSON.createObjectNode()
                .put("client", "soak-" + number)
                .put("id", page.lastId() + 1)
                .put("cell", cell)
                .put("base", text.source().length());
        offered.set("heads", page.heads());
        offered.set("changes", ChangeSetJson.encode(changes));
        unconfirmed = new Unconfirmed(offered, onSaved);
        var edit = JSON.createObjectNode().put("t", "edit").put("cell", cell).put("version", text.version());
        edit.set("changes", ChangeSetJson.encode(changes));
        var answer = page.ask(edit);
        unconfirmed = null;
        settle(answer, onSaved, onRefused);
    }

    private void settle(JsonNode answer, Runnable onSaved, Runnable onRefused) {
        switch (answer.path("t").asString()) {
            case "ok" -> unsaved.add(counted(answer.path("id").asLong(), onSaved));
            case "no" -> {
                refusals.add(answer.path("why").asString());
                onRefused.run();
            }
            default -> onRefused.run(); // others were quicker
        }
    }

    private Unsaved counted(long id, Runnable onSaved) {
        return new Unsaved(id, () -> {
            planted.count();
            onSaved.run();
        });
    }

    private ObjectNode op(String kind) {
        return JSON.createObjectNode().put("k", kind);
    }

    private JsonNode ask(ObjectNode op, Runnable onSaved) throws SoakPage.Gone {
        var message = JSON.createObjectNode().put("t", "op");
        message.set("op", op);
        var answer = page.ask(message);
        settle(answer, onSaved, () -> {});
        return answer;
    }

    private void newCell() throws SoakPage.Gone {
        var word = word();
        planted.ask(word);
        var after = any(page.order());
        var answer = ask(
                op("insert").put("type", "code").put("after", after).put("source", word), () -> planted.saved(word));
        if (!answer.path("t").asString().equals("ok")) return;
        var cell = answer.path("cell").asString();
        unsaved.add(new Unsaved(page.lastId(), () -> planted.cell(cell)));
    }

    private void move(String cell) throws SoakPage.Gone {
        var others = page.order().stream().filter(id -> !id.equals(cell)).toList();
        var op = op("move");
        op.putArray("cells").add(cell);
        if (others.isEmpty() || random.nextInt(5) == 0) op.putNull("after");
        else op.put("after", any(others));
        var _ = ask(op, () -> {});
    }

    private void delete(String cell) throws SoakPage.Gone {
        var op = op("delete");
        op.putArray("cells").add(cell);
        var _ = ask(op, () -> {});
    }

    private void restore() throws SoakPage.Gone {
        if (page.binned().isEmpty()) return;
        var op = op("restore");
        op.putArray("cells").add(any(page.binned()));
        var _ = ask(op, () -> {});
    }

    // --- From the command line, where done means saved ---

    private void add() {
        var word = word();
        planted.ask(word);
        command(new Command.Add(notebook, "markdown", Optional.empty(), word)).ifPresent(done -> {
            planted.saved(word);
            planted.cell(done.path("id").asString());
        });
    }

    private void write() {
        if (diary.isEmpty()) {
            command(new Command.Add(notebook, "raw", Optional.empty(), DIARY + number + " " + ++diarySent))
                    .ifPresent(done -> diary = done.path("id").asString());
        } else if (command(new Command.Edit(notebook, diary, DIARY + number + " " + ++diarySent))
                .isEmpty()) {
            return;
        }
        if (!diary.isEmpty()) diarySaved = diarySent;
    }

    private Optional<JsonNode> command(Command command) {
        return switch (node.client().call(command, _ -> {})) {
            case Reply.Done(var result) -> {
                planted.count();
                yield Optional.of(result);
            }
            case Reply.Failed(var sentence, var _) -> {
                refusals.add(sentence);
                yield Optional.empty();
            }
            case Reply.Asked _, Reply.Progress _, Reply.Text _ -> throw new AssertionError("not a last reply");
        };
    }
}
