package org.anode.kernel.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.Optional;

/** {@code setsid}, {@code kill}, {@code signal} and {@code isatty}. */
public final class Posix {
    private static final int STDIN = 0;
    private static final int SIGINT = 2;
    private static final int SIGKILL = 9;
    private static final long SIG_DFL = 0;

    private Posix() {}

    /** Makes this process the leader of a session and a process group of its own; false where that is not possible. */
    public static boolean newSession() {
        return call("setsid").isPresent();
    }

    /** Kills every process of the group; false if there is no such group (any more). */
    public static boolean killGroup(long group) {
        return call("kill", -(int) group, SIGKILL).isPresent();
    }

    /** Sends this process an interrupt, as Ctrl-C would; false where that is not possible. */
    public static boolean interruptSelf() {
        return call("kill", (int) ProcessHandle.current().pid(), SIGINT).isPresent();
    }

    /**
     * Undoes that interrupts are ignored, as they are in what a script starts in the background: whoever handles them
     * later would not be asked. Until then an interrupt ends this process.
     */
    @SuppressWarnings("restricted") // the launchers allow native access
    public static void hearInterrupts() {
        try {
            var linker = Linker.nativeLinker();
            var type = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
            var signal = linker.downcallHandle(linker.defaultLookup().findOrThrow("signal"), type);
            var _ = (long) signal.invokeExact(SIGINT, SIG_DFL);
        } catch (Throwable e) {
            // Where there are no such signals they are not ignored either.
        }
    }

    /** Whether stdin is a terminal, wherever stdout goes; false where that is not known. */
    public static boolean isStdinTerminal() {
        return call("isatty", STDIN).filter(yes -> yes == 1).isPresent();
    }

    /** Kills every process of the group this process leads, itself included; nobody if it leads none. */
    public static void killOwnGroup() {
        var me = (int) ProcessHandle.current().pid();
        if (call("getpgrp").filter(group -> group == me).isPresent()) call("kill", 0, SIGKILL);
    }

    /** The result of a call that takes ints and returns an int, -1 being failure. */
    private static Optional<Integer> call(String name, Object... arguments) {
        try {
            var result = (int) handle(name, arguments.length).invokeWithArguments(arguments);
            return result == -1 ? Optional.empty() : Optional.of(result);
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // the launchers allow native access
    private static MethodHandle handle(String name, int arity) {
        var linker = Linker.nativeLinker();
        var ints = Collections.nCopies(arity, ValueLayout.JAVA_INT).toArray(ValueLayout[]::new);
        var symbol = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ints));
    }
}
