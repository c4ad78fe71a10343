package org.anode.node;

/** What was asked for can not be done as things stand; nothing was changed. */
public class Refusal extends NodeFailure {
    private static final long serialVersionUID = 1L;

    public Refusal(String sentence) {
        super(sentence);
    }
}
