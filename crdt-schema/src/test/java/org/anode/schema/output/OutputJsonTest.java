package org.anode.schema.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OutputJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final BlobId BLOB = new BlobId(Bytes.utf8("x").sha256());
    private static final JsonNode META =
            JSON.readTree("{\"z\":{\"é😀\":[1,2.5,null,12345678901234567890]},\"a\":true}");
    private static final JsonNode NO_META = JSON.readTree("{}");

    static final List<Output> OUTPUTS = List.of(
            new Output.Stream("stdout", new Data.Text("a\u001b[31mb\n😀")),
            new Output.Stream("stderr", new Data.Blob(BLOB, 5_000)),
            new Output.Display(Optional.of("d1"), Map.of("text/plain", new Data.Text("x")), META),
            new Output.Display(Optional.empty(), Map.of(), NO_META),
            new Output.Result(
                    3, Map.of("image/png", new Data.Blob(BLOB, 7), "text/plain", new Data.Text("y")), NO_META),
            new Output.Failure("ValueError", "no", List.of("one", "", "two")),
            new Output.Result(Output.Result.NO_COUNT, Map.of(), NO_META),
            new Output.Failure("E", "😀".repeat(100_000), List.of("x".repeat(200_000))));

    @Test
    @DisplayName("every output comes back from its JSON as it was")
    void roundTrip() {
        for (var output : OUTPUTS) {
            var text = OutputJson.encode(output).toString();
            assertEquals(new Parsed.Ok<>(output), OutputJson.decode(JSON.readTree(text)), text);
        }
    }

    @Test
    @DisplayName("the fields are those of documents.md")
    void golden() {
        assertEquals(
                "{\"data\":{\"text/plain\":{\"text\":\"hi\"}},\"kind\":\"stream\",\"name\":\"stdout\"}",
                OutputJson.encode(new Output.Stream("stdout", new Data.Text("hi")))
                        .toString());
        assertEquals(
                "{\"ename\":\"ValueError\",\"evalue\":\"no\",\"kind\":\"error\",\"traceback\":[\"one\",\"\",\"two\"]}",
                OutputJson.encode(OUTPUTS.get(5)).toString());
    }

    @Test
    @DisplayName("DO-9 unknown fields are no reason not to read an output")
    void unknownFields() {
        for (var output : OUTPUTS)
            assertEquals(
                    new Parsed.Ok<>(output),
                    OutputJson.decode(OutputJson.encode(output).put("seq", 7).put("newer", "x")));
    }

    @ParameterizedTest
    @DisplayName("DO-9 what can not be read is a value")
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{\"kind\":\"hologram\"}",
                "{\"kind\":\"stream\",\"name\":\"stdout\",\"data\":{}}",
                "{\"kind\":\"stream\",\"data\":{\"text/plain\":{\"text\":\"\"}}}",
                "{\"kind\":\"display\",\"data\":{\"text/plain\":{\"blob\":\"zz\",\"size\":1}}}",
                "{\"kind\":\"display\",\"data\":[]}",
                "{\"kind\":\"display\",\"data\":{},\"meta\":\"{\"}",
                "{\"kind\":\"display\",\"data\":{},\"meta\":\"[]\"}",
                "{\"kind\":\"result\",\"count\":\"3\",\"data\":{}}",
                "{\"kind\":\"error\",\"ename\":\"E\",\"evalue\":\"\",\"traceback\":[7]}"
            })
    void malformed(String json) {
        assertInstanceOf(Parsed.Malformed.class, OutputJson.decode(JSON.readTree(json)));
    }

    @Test
    @DisplayName("as text: streams as they are, text/plain, tracebacks, types where there is no text")
    void asText() {
        var texts = OUTPUTS.stream()
                .limit(6)
                .map(o -> TextOutput.of(o, id -> Optional.of(Bytes.utf8("blob"))))
                .toList();
        assertEquals(List.of("a\u001b[31mb\n😀", "blob", "x\n", "[]\n", "y\n", "one\n\ntwo\n"), texts);
        assertEquals(
                "[5000 bytes that are not on this computer]", TextOutput.of(OUTPUTS.get(1), _ -> Optional.empty()));
        assertEquals("ab", TextOutput.withoutAnsi("\u001b[1;31ma\u001b[0mb"));
    }
}
