package org.anode.node.page;

import java.net.InetSocketAddress;
import org.anode.node.Refusal;

/** Addresses as people write them: {@code host:port}, an IPv6 address in brackets. */
final class Addresses {
    private static final int PORT_MAX = 65_535;

    private Addresses() {}

    /** @throws Refusal with a sentence */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        int port = colon > 0 ? port(text.substring(colon + 1).strip()) : 0;
        if (port < 1 || port > PORT_MAX) throw new Refusal("An address is written like 192.168.1.20:47470.");
        var host = text.substring(0, colon).strip().replaceAll("^\\[|\\]$", "");
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new Refusal("No computer is called " + host + ": name it by its address.");
        return address;
    }

    private static int port(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
