package org.anode.kernel.process;

import java.nio.file.Path;
import org.anode.kernel.KernelSpec;

/** A program that starts a kernel and many processes in it, prints all pids, the kernel's first, and waits to be killed. */
final class DoomedParent {
    private DoomedParent() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        var folder = Path.of(args[0]);
        var launcher = new ProcessLauncher(Conversation.install(folder.resolve("cache")));
        var kernel = Conversation.start(launcher, new KernelSpec(folder.resolve("doomed"), 256));
        kernel.ready();
        var children =
                kernel.run(KernelDeathIT.forgetful(Integer.parseInt(args[1]))).out();
        System.out.println(kernel.kernel.pid());
        System.out.print(children);
        System.out.flush();
        Thread.currentThread().join();
    }
}
