package org.anode.kernel.posix;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program that leads a process group, and in it starts one that leads none and kills its own group, as a kernel does
 * that ends before it has become a leader. Says {@value #SPARED} if it lives on.
 */
final class GroupOfTwo {
    static final String SPARED = "spared";
    private static final String FOLLOWER = "follower";

    private GroupOfTwo() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            Posix.killOwnGroup();
            return;
        }
        if (!Posix.newSession()) throw new IllegalStateException("it leads a group already");
        var follower = java(FOLLOWER).inheritIO().start();
        if (follower.waitFor(60, TimeUnit.SECONDS) && follower.exitValue() == 0) System.out.println(SPARED);
        follower.destroyForcibly();
    }

    /** This program in a process of its own. */
    static ProcessBuilder java(String... arguments) {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, classPath.split(File.pathSeparator)),
                GroupOfTwo.class.getName()));
        command.addAll(java.util.List.of(arguments));
        return new ProcessBuilder(command);
    }
}
