package org.anode.node.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether this machine can look for others by multicast: it joins the group and sends to it, on a port of its own, and hears
 * itself. Whether the network passes multicasts on is not known by that. Blocks for {@link #WAIT} at most.
 */
public final class MulticastTrial {
    /** It stays inside the machine and takes microseconds. */
    static final Duration WAIT = Duration.ofSeconds(2);

    private static final int NONCE_BYTES = 16;

    private MulticastTrial() {}

    /** @return what went wrong, in a few words for people; none if it works */
    public static Optional<String> on(InetAddress address) {
        try (var socket = new MulticastSocket(0)) {
            var nic = NetworkInterface.getByInetAddress(address);
            if (nic == null) return Optional.of("the address is gone");
            var group = InetAddress.getByName(LanStack.MULTICAST_GROUP);
            socket.setNetworkInterface(nic);
            socket.setTimeToLive(LanStack.MULTICAST_HOPS);
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.joinGroup(new InetSocketAddress(group, 0), nic);
            var nonce = new byte[NONCE_BYTES];
            new SecureRandom().nextBytes(nonce);
            socket.send(new DatagramPacket(nonce, nonce.length, group, socket.getLocalPort()));
            return hear(socket, nonce);
        } catch (SocketTimeoutException _) {
            return Optional.of("nothing came back");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> hear(MulticastSocket socket, byte[] nonce) throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        var heard = new DatagramPacket(new byte[2 * NONCE_BYTES], 2 * NONCE_BYTES);
        while (true) {
            int leftMs = (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (leftMs <= 0) throw new SocketTimeoutException();
            socket.setSoTimeout(leftMs);
            socket.receive(heard);
            if (Arrays.equals(Arrays.copyOf(heard.getData(), heard.getLength()), nonce)) return Optional.empty();
        }
    }
}
