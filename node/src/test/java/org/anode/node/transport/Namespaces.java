package org.anode.node.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Computers of a test: network namespaces of Linux, each with an address of 10.77.0.0/24, on a bridge that lies in one of
 * its own, so that nothing of this machine's network is touched. Needs root and {@code ip}.
 */
public final class Namespaces implements AutoCloseable {
    private final String prefix = "anode-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 100_000 + "-";
    private final List<String> made = new ArrayList<>();
    private final String hub;

    private Namespaces() {
        this.hub = add("hub");
        ip("-n", hub, "link", "add", "bridge", "type", "bridge", "forward_delay", "0");
        ip("-n", hub, "link", "set", "bridge", "up");
    }

    /** Whether this machine lets us: root is not enough inside some containers. */
    public static boolean isPossible() {
        var name = "anode-probe-" + ProcessHandle.current().pid();
        try {
            if (run(List.of("ip", "netns", "add", name)) != 0) return false;
            return run(List.of("ip", "netns", "del", name)) == 0;
        } catch (IOException _) {
            return false; // there is no ip
        }
    }

    public static Namespaces withComputers(int count) {
        var made = new Namespaces();
        try {
            for (int n = 1; n <= count; n++) made.computer(n);
            return made;
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    private void computer(int number) {
        var name = add("c" + number);
        ip("-n", name, "link", "set", "lo", "up");
        ip("-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", port(number), "netns", hub);
        ip("-n", hub, "link", "set", port(number), "master", "bridge");
        ip("-n", name, "addr", "add", address(number) + "/24", "dev", "eth0");
        ip("-n", name, "link", "set", "eth0", "up");
        plug(number);
    }

    /** The number of a computer begins with 1. */
    public String address(int number) {
        return "10.77.0." + number;
    }

    public void plug(int number) {
        ip("-n", hub, "link", "set", port(number), "up");
    }

    public void unplug(int number) {
        ip("-n", hub, "link", "set", port(number), "down");
    }

    /** So that these reach nobody of these, by multicast neither, and all others as before. */
    public void keepApart(int... numbers) {
        for (int number : numbers) ip("-n", hub, "link", "set", port(number), "type", "bridge_slave", "isolated", "on");
    }

    /** What a command begins with that is run there. */
    public List<String> on(int number) {
        return List.of("ip", "netns", "exec", prefix + "c" + number);
    }

    /** What a command begins with that is to see all that goes over the bridge. */
    public List<String> onBridge() {
        return List.of("ip", "netns", "exec", hub);
    }

    private static String port(int number) {
        return "port" + number;
    }

    private String add(String name) {
        ip("netns", "add", prefix + name);
        made.add(prefix + name);
        return prefix + name;
    }

    private static void ip(String... arguments) {
        var command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList();
        try {
            if (run(command) != 0) throw new IllegalStateException(String.join(" ", command));
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        }
    }

    private static int run(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a namespace go the links in it. */
    @Override
    public void close() {
        made.reversed().forEach(name -> ip("netns", "del", name));
    }
}
