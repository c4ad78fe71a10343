package org.anode.node.control;

/** Something could not be done. The message is one sentence for people: what happened and what to do about it. */
public final class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean usage;

    private NodeFailure(String sentence, boolean usage) {
        super(sentence);
        this.usage = usage;
    }

    public NodeFailure(String sentence) {
        this(sentence, false);
    }

    public NodeFailure(String sentence, Throwable cause) {
        super(sentence, cause);
        this.usage = false;
    }

    /** What was asked makes no sense as asked (exit 2). */
    public static NodeFailure usage(String sentence) {
        return new NodeFailure(sentence, true);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public Reply.Failed reply() {
        return new Reply.Failed(sentence(), usage);
    }
}
