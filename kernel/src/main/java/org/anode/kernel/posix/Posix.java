package org.anode.kernel.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.Optional;

/** {@code setsid}, {@code kill}, {@code signal}, {@code pthread_kill} and {@code isatty}. */
public final class Posix {
    private static final int STDIN = 0;
    private static final int SIGINT = 2;
    private static final int SIGKILL = 9;
    private static final long SIG_DFL = 0;

    /** Ignored unless somebody handles it, and no library's own business. */
    private static final int SIGURG = isMac() ? 16 : 23;

    private Posix() {}

    /** Makes this process the leader of a session and a process group of its own; false where that is not possible. */
    public static boolean newSession() {
        return call("setsid").isPresent();
    }

    /** Kills every process of the group; false if there is no such group (any more). */
    public static boolean killGroup(long group) {
        return call("kill", -(int) group, SIGKILL).isPresent();
    }

    /** Sends an interrupt, as Ctrl-C would, to the group this process leads, or to it alone if it leads none. */
    public static void interruptOwnGroup() {
        var me = (int) ProcessHandle.current().pid();
        call("kill", leadsGroup(me) ? -me : me, SIGINT);
    }

    /**
     * Undoes that interrupts are ignored, as they are in what a script starts in the background: whoever handles them
     * later would not be asked. Until then an interrupt ends this process.
     */
    public static void hearInterrupts() {
        onSignal(SIGINT, SIG_DFL);
    }

    /**
     * Lets {@link #wake} cut blocking calls short. The handler has to be native, as it may be called in the midst of
     * anything; {@code abs} takes an int and does nothing.
     */
    public static void hearWakes() {
        onSignal(
                SIGURG,
                Linker.nativeLinker()
                        .defaultLookup()
                        .find("abs")
                        .map(MemorySegment::address)
                        .orElse(SIG_DFL));
        var _ = call("siginterrupt", SIGURG, 1);
    }

    /** The calling thread, for {@link #wake}; 0 where that is not possible. */
    public static long currentThread() {
        try {
            return (long) handle("pthread_self", FunctionDescriptor.of(ValueLayout.JAVA_LONG))
                    .invokeExact();
        } catch (Throwable e) {
            return 0;
        }
    }

    /** Makes the blocking system call that a thread of this process is in fail with EINTR; it must live. */
    public static void wake(long thread) {
        if (thread == 0) return;
        try {
            var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
            var _ = (int) handle("pthread_kill", type).invokeExact(thread, SIGURG);
        } catch (Throwable e) {
            // What cannot be woken goes on until it is killed.
        }
    }

    private static void onSignal(int signal, long handler) {
        try {
            var type = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
            var _ = (long) handle("signal", type).invokeExact(signal, handler);
        } catch (Throwable e) {
            // Where there are no such signals they are not ignored either.
        }
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }

    /** Whether stdin is a terminal, wherever stdout goes; false where that is not known. */
    public static boolean isStdinTerminal() {
        return call("isatty", STDIN).filter(yes -> yes == 1).isPresent();
    }

    /** Kills every process of the group this process leads, itself included; nobody if it leads none. */
    public static void killOwnGroup() {
        if (leadsGroup((int) ProcessHandle.current().pid())) call("kill", 0, SIGKILL);
    }

    private static boolean leadsGroup(int me) {
        return call("getpgrp").filter(group -> group == me).isPresent();
    }

    /** The result of a call that takes ints and returns an int, -1 being failure. */
    private static Optional<Integer> call(String name, Object... arguments) {
        try {
            var ints =
                    Collections.nCopies(arguments.length, ValueLayout.JAVA_INT).toArray(ValueLayout[]::new);
            var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ints);
            var result = (int) handle(name, type).invokeWithArguments(arguments);
            return result == -1 ? Optional.empty() : Optional.of(result);
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // the launchers allow native access
    private static MethodHandle handle(String name, FunctionDescriptor type) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
