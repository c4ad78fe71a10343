package org.anode.node.lan;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that writes down all Ethernet frames that come into its network, on any interface, through a packet socket of
 * Linux: no program has to be installed for that. Ends with its input. In the file: length, then the frame.
 */
final class Sniffer {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ALL_PROTOCOLS = 0x0300; // ETH_P_ALL, in network order
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_RCVTIMEO = 20;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_OUTGOING = 4;
    private static final int KIND_OFFSET = 10; // sll_pkttype of sockaddr_ll
    private static final int NAME_BYTES = 20;

    /** What a burst may be before we come to read it. */
    private static final int QUEUE_BYTES = 64 << 20;

    /** Frames between computers that are processes may be as long as a packet of IP. */
    private static final int FRAME_BYTES_MAX = 1 << 17;

    private static final long WAIT_MICROS = 100_000;

    private final Arena arena = Arena.global();
    private final MethodHandle receive;
    private final MethodHandle option;
    private final MethodHandle statistics;
    private final int socket;

    private Sniffer() throws Throwable {
        var i = ValueLayout.JAVA_INT;
        var l = ValueLayout.JAVA_LONG;
        var p = ValueLayout.ADDRESS;
        receive = call("recvfrom", FunctionDescriptor.of(l, i, p, l, i, p, p));
        option = call("setsockopt", FunctionDescriptor.of(i, i, i, i, p, i));
        statistics = call("getsockopt", FunctionDescriptor.of(i, i, i, i, p, p));
        socket =
                (int) call("socket", FunctionDescriptor.of(i, i, i, i)).invokeExact(AF_PACKET, SOCK_RAW, ALL_PROTOCOLS);
        if (socket < 0) throw new IllegalStateException("no packet socket");
        var size = arena.allocate(i);
        size.set(i, 0, QUEUE_BYTES);
        set(SO_RCVBUFFORCE, size);
        var wait = arena.allocate(MemoryLayout.sequenceLayout(2, l));
        wait.setAtIndex(l, 1, WAIT_MICROS);
        set(SO_RCVTIMEO, wait);
    }

    @SuppressWarnings("restricted") // there is no other way to a packet socket
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }

    private void set(int which, MemorySegment value) throws Throwable {
        int result = (int) option.invokeExact(socket, SOL_SOCKET, which, value, (int) value.byteSize());
        if (result != 0) throw new IllegalStateException("option " + which);
    }

    /** @param args the file */
    public static void main(String[] args) throws Throwable {
        var sniffer = new Sniffer();
        try (var file = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(Path.of(args[0]))))) {
            System.out.println("listening");
            long frames = sniffer.write(file);
            System.out.println("frames " + frames);
            System.out.println("dropped " + sniffer.dropped());
        }
    }

    private long write(DataOutputStream file) throws Throwable {
        var buffer = arena.allocate(FRAME_BYTES_MAX);
        var from = arena.allocate(NAME_BYTES);
        var fromSize = arena.allocate(ValueLayout.JAVA_INT);
        long frames = 0;
        for (boolean ending = false; ; ) {
            fromSize.set(ValueLayout.JAVA_INT, 0, NAME_BYTES);
            long size = (long) receive.invokeExact(socket, buffer, buffer.byteSize(), 0, from, fromSize);
            if (size < 0 && ending) return frames;
            ending = System.in.available() > 0;
            if (size <= 0 || from.get(ValueLayout.JAVA_BYTE, KIND_OFFSET) == PACKET_OUTGOING) continue;
            file.writeInt((int) size);
            file.write(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
            frames++;
        }
    }

    private int dropped() throws Throwable {
        var counts = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_INT));
        var size = arena.allocate(ValueLayout.JAVA_INT);
        size.set(ValueLayout.JAVA_INT, 0, (int) counts.byteSize());
        int result = (int) statistics.invokeExact(socket, SOL_PACKET, PACKET_STATISTICS, counts, size);
        return result == 0 ? counts.getAtIndex(ValueLayout.JAVA_INT, 1) : -1;
    }
}
