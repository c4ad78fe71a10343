package org.anode.node.share;

/** What people read of how a pairing ended. */
final class PairingText {
    static final String DIFFER_HERE =
            "The words were not the same, so nothing was paired: somebody else may have the link. Make a new one.";
    static final String NOBODY_CAME = "Nobody took the link up within ten minutes; make a new one.";
    static final String TOO_MANY = "The link was tried too often, and nothing was paired; make a new one.";
    static final String TAKEN = "The link was used already; make a new one on the other computer.";

    private PairingText() {}

    static String paired(String other) {
        return "This computer and " + named(other) + " are paired now.";
    }

    static String differThere(String other) {
        return "On " + named(other)
                + " somebody said that the words are not the same, so nothing was paired; make a new" + " link.";
    }

    static String silent(String other) {
        return named(other) + " did not go on, and nothing was paired; make a new link.";
    }

    static String notFound(PairingLink link) {
        return link.maker()
                + " was not found; it has to be switched on, with Anode running, in the same network. A link"
                + " works once, for ten minutes.";
    }

    private static String named(String other) {
        return other.isEmpty() ? "the other computer" : "“" + other + "”";
    }
}
