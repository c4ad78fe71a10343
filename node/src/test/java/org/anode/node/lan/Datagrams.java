package org.anode.node.lan;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.HexFormat;

/** A process that sends what stands in its arguments, in hex, each in a datagram. */
final class Datagrams {
    private static final int PORT = 9; // discard

    private Datagrams() {}

    /** @param args where to, then what */
    public static void main(String[] args) throws Exception {
        try (var socket = new DatagramSocket()) {
            var to = InetAddress.getByName(args[0]);
            for (int n = 1; n < args.length; n++) {
                var bytes = HexFormat.of().parseHex(args[n]);
                socket.send(new DatagramPacket(bytes, bytes.length, to, PORT));
            }
        }
    }
}
