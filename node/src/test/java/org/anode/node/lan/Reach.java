package org.anode.node.lan;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A process that tries whether it reaches others, and says of each in a line: open, refused, which reaches too, or nothing. */
final class Reach {
    private static final int WAIT_MS = 1_500;

    private Reach() {}

    /** @param args addresses and ports, in turn */
    public static void main(String[] args) throws IOException {
        for (int n = 0; n < args.length; n += 2) {
            var to = new InetSocketAddress(InetAddress.getByName(args[n]), Integer.parseInt(args[n + 1]));
            System.out.println(word(to));
        }
    }

    private static String word(InetSocketAddress to) {
        try (var socket = new Socket()) {
            socket.connect(to, WAIT_MS);
            return "open";
        } catch (ConnectException e) {
            return String.valueOf(e.getMessage()).contains("refused") ? "refused" : "nothing";
        } catch (IOException _) {
            return "nothing";
        }
    }
}
