package org.anode.relay.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Who counts as one address: an IPv4 address, or the /64 of an IPv6 address, which is what one line has. */
record AddressKey(boolean v6, long value) {
    static AddressKey of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new AddressKey(true, bytes.getLong())
                : new AddressKey(false, bytes.getInt());
    }
}
