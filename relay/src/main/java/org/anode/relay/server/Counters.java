package org.anode.relay.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened so far. Any thread. */
final class Counters {
    final LongAdder framesIn = new LongAdder();
    final LongAdder framesOut = new LongAdder();
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder framesDropped = new LongAdder();
    final LongAdder resyncs = new LongAdder();
    final LongAdder joins = new LongAdder();
    final LongAdder pauses = new LongAdder();
    final LongAdder unknown = new LongAdder();

    /** Frames to rooms or members that are not there: who sent them may not know yet. */
    final LongAdder strays = new LongAdder();

    private final Map<Denial, LongAdder> denials = new EnumMap<>(Denial.class);

    Counters() {
        for (var denial : Denial.values()) denials.put(denial, new LongAdder());
    }

    void denied(Denial why) {
        var counter = denials.get(why);
        if (counter != null) counter.increment();
    }

    /** The state of the relay, beside what is counted. */
    record Gauges(long connections, long halfOpen, long rooms, long unsentBytes, long bufferedBytes) {}

    /** Prometheus's text format. */
    String text(Gauges now) {
        var out = new StringBuilder(2048);
        gauge(out, "connections", "Open connections.", now.connections());
        gauge(out, "half_open", "Connections that are not welcome yet.", now.halfOpen());
        gauge(out, "rooms", "Rooms with members.", now.rooms());
        gauge(out, "unsent_bytes", "Bytes that wait in front of slow connections.", now.unsentBytes());
        gauge(out, "buffered_bytes", "Memory in buffers.", now.bufferedBytes());
        counter(out, "frames_in_total", "Frames from clients.", framesIn);
        counter(out, "frames_out_total", "Frames to clients.", framesOut);
        counter(out, "bytes_in_total", "Bytes read from welcome clients.", bytesIn);
        counter(out, "bytes_out_total", "Bytes of frames to clients.", bytesOut);
        counter(out, "frames_dropped_total", "Frames not sent as the client was behind.", framesDropped);
        counter(out, "resyncs_total", "Clients told that frames were dropped.", resyncs);
        counter(out, "joins_total", "Rooms joined.", joins);
        counter(out, "pauses_total", "Times a client was not read as it sent too much.", pauses);
        counter(out, "unknown_messages_total", "Messages of a later version.", unknown);
        counter(out, "stray_frames_total", "Frames to rooms or members that are not there.", strays);
        head(out, "refusals_total", "Who was not let in or had to go.", "counter");
        denials.forEach((why, count) -> out.append("anode_relay_refusals_total{reason=\"")
                .append(why.label())
                .append("\"} ")
                .append(count.sum())
                .append('\n'));
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, long value) {
        head(out, name, help, "gauge");
        out.append("anode_relay_").append(name).append(' ').append(value).append('\n');
    }

    private static void counter(StringBuilder out, String name, String help, LongAdder value) {
        head(out, name, help, "counter");
        out.append("anode_relay_").append(name).append(' ').append(value.sum()).append('\n');
    }

    private static void head(StringBuilder out, String name, String help, String type) {
        out.append("# HELP anode_relay_").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE anode_relay_").append(name).append(' ').append(type).append('\n');
    }
}
