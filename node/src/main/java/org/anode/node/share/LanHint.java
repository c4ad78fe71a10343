package org.anode.node.share;

import java.util.regex.Pattern;

/**
 * Where on the LAN a node was when it made a link.
 *
 * @param host an IPv4 or IPv6 address in digits: a name would make the reader of a link look it up
 */
public record LanHint(String host, int port) {
    /** An IPv4 address within an IPv6 one is the longest. */
    static final int HOST_CHARS_MAX = 45;

    static final int PORT_MAX = 65_535;

    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F.:]+");

    /** @throws IllegalArgumentException if it can be no address */
    public LanHint {
        if (host.length() > HOST_CHARS_MAX || !DIGITS.matcher(host).matches())
            throw new IllegalArgumentException("not an address in digits");
        if (port < 1 || port > PORT_MAX) throw new IllegalArgumentException("port outside 1 to 65535");
    }

    /** As {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
