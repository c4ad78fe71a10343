package org.anode.kernel.child;

import org.anode.kernel.posix.Posix;

/** Makes the running cell see a KeyboardInterrupt. */
final class Interrupter {
    void interrupt() {
        Posix.interruptSelf();
    }
}
