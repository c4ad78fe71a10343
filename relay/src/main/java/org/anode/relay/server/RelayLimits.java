package org.anode.relay.server;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.anode.relay.wire.Protocol;

/**
 * How much a relay takes at most (RL-10). Each is a key of the configuration file: {@code frameBytesMax} is
 * {@code frame-bytes-max}.
 *
 * @param frameBytesMax              one payload; 64 KiB is what nodes send, longer messages they cut
 * @param helloMs                    from the accepted connection to a welcome: TLS, HTTP, AUTH
 * @param pingMs                     without a word from a client, it is pinged
 * @param idleMs                     without a word from a client, it is gone
 * @param bytesPerSecond             read from one connection for long; 0 is no limit
 * @param burstBytes                 read from one connection at once: what a node that was away sends when it is back
 * @param unsentLowBytes             unsent of one connection, below which it is no longer behind
 * @param unsentHighBytes            unsent of one connection, above which frames to it are dropped
 * @param unsentHardBytes            unsent of one connection with what is never dropped, above which it is closed
 * @param laneBytesMax               frames on the way to one other event loop; more are dropped
 * @param roomsPerConnectionMax      a node is in one room for each notebook that is open
 * @param membersPerRoomMax          a frame costs as much as there are members
 * @param connectionsMax             of the whole relay
 * @param connectionsPerAddressMax   of an IPv4 address or an IPv6 /64; 0 is no limit
 * @param connectsPerMinuteMax       of an IPv4 address or an IPv6 /64; 0 is no limit
 * @param halfOpenMax                connections that are not welcome yet: all clients of a busy relay when it is back; beyond it the oldest goes
 * @param bufferedBytesMax           all buffers, above which no one is let in
 * @param headerBytesMax             all headers of one request
 * @param requestLineCharsMax        the first line of a request
 * @param verificationsMax           signatures that wait to be checked: what can be within {@code helloMs}
 * @param badJoinsMax                joins with a wrong signature on one connection: nobody does that by accident
 * @param drainMs                    unsent frames are given so long to leave when the relay closes
 * @param renewalMs                  between two looks whether the certificate's files hold another one
 */
public record RelayLimits(
        int frameBytesMax,
        int helloMs,
        int pingMs,
        int idleMs,
        int bytesPerSecond,
        int burstBytes,
        int unsentLowBytes,
        int unsentHighBytes,
        int unsentHardBytes,
        int laneBytesMax,
        int roomsPerConnectionMax,
        int membersPerRoomMax,
        int connectionsMax,
        int connectionsPerAddressMax,
        int connectsPerMinuteMax,
        int halfOpenMax,
        int bufferedBytesMax,
        int headerBytesMax,
        int requestLineCharsMax,
        int verificationsMax,
        int badJoinsMax,
        int drainMs,
        int renewalMs) {
    public static final RelayLimits DEFAULT = new RelayLimits(
            64 << 10, 10_000, 15_000, 30_000, 1 << 20, 8 << 20, 64 << 10, 256 << 10, 512 << 10, 16 << 20, 64, 256,
            20_000, 32, 20, 5_000, 256 << 20, 8_192, 1_024, 5_000, 8, 2_000, 60_000);

    /** The keys whose zero means that there is no such limit. */
    private static final java.util.Set<String> MAY_BE_ZERO =
            java.util.Set.of("bytes-per-second", "connections-per-address-max", "connects-per-minute-max");

    private static final Constructor<?> CONSTRUCTOR = RelayLimits.class.getDeclaredConstructors()[0];

    public RelayLimits {
        atMost("frame-bytes-max", frameBytesMax, Protocol.FRAME_BYTES_HARD_MAX);
        atMost("rooms-per-connection-max", roomsPerConnectionMax, 0xffff);
        atMost("members-per-room-max", membersPerRoomMax, 8_192);
        atMost("unsent-low-bytes", unsentLowBytes, unsentHighBytes);
        atMost("unsent-high-bytes", unsentHighBytes, unsentHardBytes);
        atMost("ping-ms", pingMs, idleMs);
    }

    private static void atMost(String key, int value, int most) {
        if (value > most)
            throw new RelayFailure("The relay's " + key + " is " + value + ": at most " + most + " can be.");
    }

    /** All of them by key, in their order. */
    public Map<String, Integer> byKey() {
        var all = new LinkedHashMap<String, Integer>();
        for (var component : RelayLimits.class.getRecordComponents()) all.put(key(component), value(component));
        return all;
    }

    /**
     * These, but for those named.
     *
     * @throws RelayFailure if a value is out of bounds
     */
    public RelayLimits with(Map<String, Integer> others) {
        var values = byKey();
        for (var other : others.entrySet()) {
            if (values.replace(other.getKey(), checked(other.getKey(), other.getValue())) == null)
                throw new RelayFailure("A relay has no limit " + other.getKey() + ".");
        }
        return of(values.values().toArray());
    }

    public RelayLimits with(String key, int value) {
        return with(Map.of(key, value));
    }

    private static int checked(String key, int value) {
        int least = MAY_BE_ZERO.contains(key) ? 0 : 1;
        if (value < least)
            throw new RelayFailure("The relay's " + key + " is " + value + ": it must be at least " + least + ".");
        return value;
    }

    private static RelayLimits of(Object[] values) {
        try {
            return (RelayLimits) CONSTRUCTOR.newInstance(values);
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof RelayFailure failure) throw failure;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its constructor: " + Arrays.toString(values), e);
        }
    }

    private int value(RecordComponent component) {
        try {
            return (int) component.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its accessors", e);
        }
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
