package org.anode.kernel;

/**
 * One kernel process. Every method returns at once and may be called from any thread; what happens is told to the
 * {@link KernelListener}. After {@link KernelEvent.Died} nothing more is reported and commands are dropped.
 */
public interface Kernel extends AutoCloseable {
    /** The process id of the child, for people and tests. */
    long pid();

    /** Runs are queued by the host, not here: at most one {@link KernelCommand.Execute} is outstanding. */
    void send(KernelCommand command);

    /**
     * Interrupts what runs now: first politely, again, and when nothing helps within the ladder's time the process is
     * killed, which is reported as {@link KernelEvent.Died} with {@link KernelEvent.Cause#UNRESPONSIVE}.
     */
    void interrupt();

    /** Kills the process and its children; reported as {@link KernelEvent.Died} with {@link KernelEvent.Cause#CLOSED}. */
    @Override
    void close();
}
