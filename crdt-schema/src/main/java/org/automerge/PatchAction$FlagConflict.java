package org.automerge;

/**
 * Takes the place of the class of this name in automerge.jar, which lacks the constructor its own native code calls:
 * with the jar's class, a peer that concurrently sets a map key ends the process. Must come earlier on the class path
 * than automerge.jar; {@link Opened#provePatched} looks.
 */
public class PatchAction$FlagConflict extends PatchAction {
    private final Prop property;

    protected PatchAction$FlagConflict(Prop property, long unusedByNativeCode) {
        this.property = property;
    }

    public Prop property() {
        return property;
    }
}
