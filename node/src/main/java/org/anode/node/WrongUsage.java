package org.anode.node;

/** What was asked makes no sense as asked, however the notebook stands (exit 2). */
public final class WrongUsage extends Refusal {
    private static final long serialVersionUID = 1L;

    public WrongUsage(String sentence) {
        super(sentence);
    }
}
