package org.anode.node.page;

import java.util.ArrayDeque;
import java.util.Deque;
import org.anode.node.control.Token;

/** The tokens of links that nobody followed yet: each opens the page once (R2). Any thread. */
final class LinkTokens {
    /** Links asked for and never followed; the oldest goes first. */
    private static final int UNUSED_MAX = 64;

    private final Deque<Token> unused = new ArrayDeque<>();

    synchronized Token fresh() {
        var token = Token.fresh();
        unused.addLast(token);
        if (unused.size() > UNUSED_MAX) unused.removeFirst();
        return token;
    }

    /** Whether it was one; it is none any more. */
    synchronized boolean redeem(String presented) {
        return unused.removeIf(token -> token.matches(presented));
    }
}
