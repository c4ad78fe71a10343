package org.anode.node.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.anode.node.NodeFailure;
import org.anode.node.WrongUsage;
import org.anode.node.control.Command;
import org.anode.node.control.NodeLink;
import org.anode.node.control.Reply;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks a node one thing: the node that runs on the data folder, or one opened for the purpose. */
abstract class Asking implements Callable<Integer> {
    @Mixin
    Common common;

    @ParentCommand
    Anode anode;

    @Spec
    CommandSpec spec;

    /** What to ask; may read stdin. */
    abstract Command command();

    /** The node told which runs it asked for; most commands ask for none. */
    void asked(List<String> execs) {}

    /** Prints the result to stdout; most commands have none. */
    void print(JsonNode result) {}

    @Override
    public final Integer call() {
        var command = command();
        try (var link = link()) {
            return ask(link, command);
        }
    }

    /** The node to ask. */
    NodeLink link() {
        return anode.links().open(common.data());
    }

    int ask(NodeLink link, Command command) {
        return ended(link.call(command, this::hear));
    }

    /** Prints the last reply; gives the exit code. */
    final int ended(Reply last) {
        return switch (last) {
            case Reply.Done(var result) -> {
                print(result);
                yield ExitCodes.DONE;
            }
            case Reply.Failed failed -> refuse(failed);
            case Reply.Asked _, Reply.Progress _, Reply.Text _ -> throw new IllegalStateException("not a last reply");
        };
    }

    private int refuse(Reply.Failed failed) {
        terminal().say("anode: " + failed.sentence());
        return failed.usage() ? ExitCodes.USAGE : ExitCodes.FAILED;
    }

    private void hear(Reply reply) {
        switch (reply) {
            case Reply.Asked(var execs) -> asked(execs);
            case Reply.Progress(var line) -> terminal().say(line);
            case Reply.Text(var text, var error) ->
                Terminal.stream(error ? terminal().err() : terminal().out(), text);
            case Reply.Done _, Reply.Failed _ -> throw new IllegalStateException("a last reply comes last");
        }
    }

    Terminal terminal() {
        return anode.terminal();
    }

    static NodeFailure usage(String sentence) {
        return new WrongUsage(sentence);
    }
}
