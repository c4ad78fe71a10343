package org.anode.node;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anode.node.doc.CodeAnswer;
import org.anode.node.doc.VariableJson;
import org.anode.schema.NotebookId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What cells named, asked of the kernel as a page asks it. Any thread. */
final class VariableCommands {
    static final String NO_KERNEL = "No kernel of this notebook runs on this computer: begin a node with anode start,"
            + " run a cell, and ask again.";

    /** The notebook itself gives up sooner, and says why. */
    private static final long ANSWER_S_MAX = 30;

    private final Shelf shelf;

    VariableCommands(Shelf shelf) {
        this.shelf = shelf;
    }

    /** A notebook that is not open has no kernel, and is not opened for that. */
    JsonNode list(NotebookId notebook) {
        if (!shelf.isOpen(notebook)) throw new NodeFailure(NO_KERNEL);
        var heard = new ArrayBlockingQueue<CodeAnswer>(1);
        boolean asked = shelf.askNow(notebook, open -> {
            if (open.kernel().isEmpty()) return false;
            open.variables(heard::add);
            return true;
        });
        if (!asked) throw new NodeFailure(NO_KERNEL);
        return switch (await(heard)) {
            case CodeAnswer.Variables told -> VariableJson.put(JsonNodeFactory.instance.objectNode(), told);
            case CodeAnswer.None(var why) -> throw new NodeFailure(why);
            case CodeAnswer.Completions _, CodeAnswer.Documentation _ ->
                throw new IllegalStateException("an answer to another question");
        };
    }

    private static CodeAnswer await(ArrayBlockingQueue<CodeAnswer> heard) {
        try {
            var answer = heard.poll(ANSWER_S_MAX, TimeUnit.SECONDS);
            if (answer == null) throw new NodeFailure("The notebook does not answer; try again.");
            return answer;
        } catch (InterruptedException e) {
            throw new NodeFailure("Waiting was interrupted.", e);
        }
    }
}
