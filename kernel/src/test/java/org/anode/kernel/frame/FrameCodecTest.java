package org.anode.kernel.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.anode.kernel.KernelCommand;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelEvent.Mime;
import org.anode.kernel.Variable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final Mime MIME = new Mime(Map.of("text/plain", "π", "text/html", "<b>"), "{\"a\":1}");

    private static final List<Variable> VARIABLES = List.of(
            new Variable("x", Variable.Kind.VALUE, "int", "1", List.of(), OptionalLong.of(28)),
            new Variable("grid", Variable.Kind.VALUE, "ndarray", "π", List.of(3L, 1L << 40), OptionalLong.empty()),
            new Variable("f", Variable.Kind.FUNCTION, "function", "f(a)", List.of(), OptionalLong.empty()),
            new Variable("C", Variable.Kind.CLASS, "type", "C", List.of(), OptionalLong.of(0)),
            new Variable("re", Variable.Kind.MODULE, "module", "", List.of(), OptionalLong.empty()));

    static Stream<Frame> frames() {
        return Stream.concat(
                Stream.of(new Frame.Hello("n"), new Frame.Interrupt("r"), new Frame.Adopt("/home/é")),
                Stream.concat(commands().map(Frame.Command::new), events().map(Frame.Event::new)));
    }

    private static Stream<KernelCommand> commands() {
        return Stream.of(
                new KernelCommand.Execute("r", "Cell 1", "print('😀')\n", Long.MAX_VALUE),
                new KernelCommand.InputReply("r", ""),
                new KernelCommand.Complete("c", "imp", 3),
                new KernelCommand.Inspect("i", "len", 0),
                new KernelCommand.ListVariables("v"));
    }

    private static Stream<KernelEvent> events() {
        return Stream.of(
                new KernelEvent.Ready("python", "3.12", true, 1234),
                new KernelEvent.Stream("r", "stdout", "a\nb"),
                new KernelEvent.Display("r", Optional.of("d"), true, MIME),
                new KernelEvent.Display("r", Optional.empty(), false, Mime.EMPTY),
                new KernelEvent.Result("r", MIME),
                new KernelEvent.Failure("r", "ValueError", "no", List.of("a", "", "c")),
                new KernelEvent.Clear("r", true),
                new KernelEvent.InputRequest("r", "? ", true),
                new KernelEvent.Finished("r", KernelEvent.Status.OK, 5),
                new KernelEvent.Finished("r", KernelEvent.Status.ERROR, 5),
                new KernelEvent.Finished("r", KernelEvent.Status.INTERRUPTED, 5),
                new KernelEvent.Completed("c", List.of("import"), 0, 3),
                new KernelEvent.Inspected("i", MIME),
                new KernelEvent.VariablesListed("v", List.of(), 0),
                new KernelEvent.VariablesListed("v", VARIABLES, 7));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyFrameComesBackAsItWas(Frame frame) {
        var bytes = FrameCodec.encode(frame);
        assertEquals(bytes.remaining() - Integer.BYTES, bytes.getInt());
        assertEquals(new Decoded.Ok(frame), FrameCodec.decode(bytes));
    }

    @Test
    void theBytesStayAsTheyAre() {
        assertEquals("0000000702000000027231", hex(new Frame.Interrupt("r1")));
        assertEquals(
                "0000001a2100000002723100000006" + "7374646f7574" + "00000005" + "68c3a96c0a",
                hex(new Frame.Event(new KernelEvent.Stream("r1", "stdout", "hél\n"))));
        assertEquals(
                "00000010" + "27" + "000000027231" + "02" + "0000000000000007",
                hex(new Frame.Event(new KernelEvent.Finished("r1", KernelEvent.Status.INTERRUPTED, 7))));
        assertEquals("0000000714000000027631", hex(new Frame.Command(new KernelCommand.ListVariables("v1"))));
        var rows = new Variable("n", Variable.Kind.MODULE, "list", "[é]", List.of(2L, 3L), OptionalLong.of(56));
        assertEquals(
                "00000046" + "2a" + "000000027631" + "00000001" + "000000016e" + "03" + "000000046c697374"
                        + "000000045bc3a95d" + "0000000200000000000000020000000000000003" + "010000000000000038"
                        + "0000000000000009",
                hex(new Frame.Event(new KernelEvent.VariablesListed("v1", List.of(rows), 9))));
    }

    private static String hex(Frame frame) {
        var bytes = FrameCodec.encode(frame);
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @ParameterizedTest
    @MethodSource("frames")
    @DisplayName("R13 a frame cut short anywhere is malformed, never an exception")
    void truncated(Frame frame) {
        var whole = FrameCodec.encode(frame).position(Integer.BYTES).slice();
        for (var length = 0; length < whole.remaining(); length++) {
            assertInstanceOf(Decoded.Malformed.class, FrameCodec.decode(whole.slice(0, length)));
        }
    }

    @Test
    @DisplayName("R13 bytes behind a frame's last field are malformed")
    void leftOver() {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex("0200000002723100"));
        assertEquals(new Decoded.Malformed("1 bytes left over"), FrameCodec.decode(bytes));
    }

    @Test
    @DisplayName("R13 unknown types are named, for the reader to pass over")
    void unknown() {
        assertEquals(new Decoded.Unknown(0xee), FrameCodec.decode(ByteBuffer.wrap(new byte[] {(byte) 0xee, 1, 2})));
    }

    @Test
    @DisplayName("R13 a count beyond the frame's bytes allocates nothing")
    void hugeCount() {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex("28" + "0000000163" + "7fffffff"));
        assertEquals(new Decoded.Malformed("a count of 2147483647"), FrameCodec.decode(bytes));
    }

    @Test
    @DisplayName("R13 a kind of variable that this version does not know is malformed")
    void unknownKind() {
        var bytes = "2a" + "0000000176" + "00000001" + "00000000" + "04" + "00000000" + "00000000" + "00000000" + "00"
                + "0000000000000000";
        var body = ByteBuffer.wrap(HexFormat.of().parseHex(bytes));
        assertEquals(new Decoded.Malformed("a kind of 4"), FrameCodec.decode(body));
    }

    @Test
    @DisplayName("R13 random bytes never throw")
    void random() {
        var random = new Random(7);
        for (var round = 0; round < 200_000; round++) {
            var bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(48);
            }
            assertNotNull(FrameCodec.decode(ByteBuffer.wrap(bytes)));
        }
    }

    @Test
    void whatIsTooLargeForAFrameIsRefusedBeforeAnyOfItIsSent() {
        var text = "x".repeat(FrameCodec.FRAME_BYTES_MAX);
        var frame = new Frame.Event(new KernelEvent.Stream("r", "stdout", text));
        assertThrows(FrameTooLarge.class, () -> FrameCodec.encode(frame));
    }

    @Test
    @DisplayName("R13 a length beyond the limit ends the reading without a buffer for it")
    void hugeLength() throws IOException {
        var reader = reader("7fffffff0102");
        assertEquals(Optional.of(new Decoded.Malformed("a frame of 2147483647 bytes")), reader.next());
        assertTrue(reader.next().isEmpty());
        assertInstanceOf(Decoded.Malformed.class, reader("ffffffff").next().orElseThrow());
    }

    @Test
    void aReaderFindsFrameAfterFrameAndStopsInTheMiddleOfTheLast() throws IOException {
        var one = hex(new Frame.Interrupt("r1"));
        var reader = reader(one + "00000002ee00" + one + one.substring(0, 12));
        var ok = Optional.of(new Decoded.Ok(new Frame.Interrupt("r1")));
        assertEquals(ok, reader.next());
        assertEquals(Optional.of(new Decoded.Unknown(0xee)), reader.next());
        assertEquals(ok, reader.next());
        assertTrue(reader.next().isEmpty());
    }

    @Test
    void framesLargerThanTheReadersBufferPass() throws IOException {
        var frame = new Frame.Event(new KernelEvent.Stream("r", "stdout", "é".repeat(1 << 20)));
        var small = hex(new Frame.Interrupt("r1"));
        var reader = reader(hex(frame) + small);
        assertEquals(Optional.of(new Decoded.Ok(frame)), reader.next());
        assertEquals(Optional.of(new Decoded.Ok(new Frame.Interrupt("r1"))), reader.next());
    }

    private static FrameReader reader(String hex) {
        return new FrameReader(
                Channels.newChannel(new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
    }
}
