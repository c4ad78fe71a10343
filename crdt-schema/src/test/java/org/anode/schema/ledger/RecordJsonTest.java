package org.anode.schema.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.ChangeHash;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;
import org.anode.schema.Parsed;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.LedgerRecord.Assignment;
import org.anode.schema.ledger.LedgerRecord.Bid;
import org.anode.schema.ledger.LedgerRecord.Control;
import org.anode.schema.ledger.LedgerRecord.ControlKind;
import org.anode.schema.ledger.LedgerRecord.Ended;
import org.anode.schema.ledger.LedgerRecord.FinishState;
import org.anode.schema.ledger.LedgerRecord.Finished;
import org.anode.schema.ledger.LedgerRecord.Request;
import org.anode.schema.ledger.LedgerRecord.Session;
import org.anode.schema.ledger.LedgerRecord.Started;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class RecordJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Bytes HASH = Bytes.utf8("x").sha256();

    /** One of each, with everything and with as little as possible. */
    static final List<LedgerRecord> RECORDS = List.of(
            new Request(
                    new ExecId("e1"),
                    new CellId("c1"),
                    Set.of(new ChangeHash(HASH), new ChangeHash(Bytes.utf8("y").sha256())),
                    World.HASH,
                    1L << 53,
                    Optional.of(new DeviceId(HASH)),
                    Optional.of(new SessionId("s1")),
                    Optional.of("b1"),
                    Optional.of(new ExecId("e0")),
                    Optional.of("file")),
            new Request(
                    new ExecId("e2"),
                    new CellId("c1"),
                    Set.of(),
                    World.HASH,
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
            new Control("k1", ControlKind.CLEAR, Optional.empty(), Optional.empty(), Optional.of(new CellId("c1")), 3),
            new Control(
                    "k2",
                    ControlKind.CANCEL,
                    Optional.of(new ExecId("e1")),
                    Optional.of(new SessionId("s1")),
                    Optional.empty(),
                    4),
            new Bid("b1", "all", 1, "graalpy"),
            new Session(new SessionId("s1"), "own/ada", 2, "graalpy", "owner"),
            new Ended(new SessionId("s1"), "The kernel ran out of memory. 😀"),
            new Assignment(new ExecId("e1"), new SessionId("s1")),
            new Started(new ExecId("e1"), new SessionId("s1"), 7),
            new Finished(new ExecId("e1"), FinishState.OK, Optional.empty(), OptionalLong.of(12), 3),
            new Finished(new ExecId("e2"), FinishState.LOST, Optional.of("why"), OptionalLong.empty(), 0));

    @Test
    @DisplayName("every record comes back from its JSON as it was")
    void roundTrip() {
        for (var record : RECORDS) {
            var text = RecordJson.encode(record).toString();
            assertEquals(new Parsed.Ok<>(record), RecordJson.decode(JSON.readTree(text)), text);
        }
    }

    @Test
    @DisplayName("the fields are those of documents.md")
    void golden() {
        assertEquals(
                "{\"section\":\"finished\",\"key\":\"e1\",\"value\":{\"outputsEnd\":3,\"state\":\"ok\",\"tookMs\":12}}",
                RecordJson.encode(RECORDS.get(9)).toString());
        assertEquals(
                "{\"section\":\"sessions\",\"key\":\"s1\",\"value\":"
                        + "{\"generation\":2,\"scope\":\"own/ada\",\"serves\":\"owner\",\"spec\":\"graalpy\"}}",
                RecordJson.encode(RECORDS.get(5)).toString());
    }

    @Test
    @DisplayName("DO-9 unknown fields are no reason not to read a record")
    void unknownFields() {
        for (var record : RECORDS) {
            var json = RecordJson.encode(record);
            json.put("newer", 1);
            ((ObjectNode) json.get("value")).putObject("newer").put("x", "y");
            assertEquals(new Parsed.Ok<>(record), RecordJson.decode(json));
        }
    }

    @ParameterizedTest
    @DisplayName("DO-9 what can not be read is a value")
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{\"section\":\"wishes\",\"key\":\"e1\",\"value\":{}}",
                "{\"section\":\"ended\",\"key\":\"s1\"}",
                "{\"section\":\"ended\",\"key\":\"s 1\",\"value\":{\"reason\":\"x\"}}",
                "{\"section\":\"ended\",\"key\":\"s1\",\"value\":{\"reason\":[]}}",
                "{\"section\":\"finished\",\"key\":\"e1\",\"value\":{\"state\":\"melted\",\"outputsEnd\":1}}",
                "{\"section\":\"finished\",\"key\":\"e1\",\"value\":{\"state\":\"ok\",\"outputsEnd\":-1}}",
                "{\"section\":\"finished\",\"key\":\"e1\",\"value\":{\"state\":\"ok\",\"outputsEnd\":1.5}}",
                "{\"section\":\"bids\",\"key\":\"b1\",\"value\":{\"scope\":\"all\",\"generation\":0,\"spec\":\"x\"}}",
                "{\"section\":\"bids\",\"key\":\"b1\",\"value\":{\"scope\":\"all\",\"generation\":9007199254740993,\"spec\":\"\"}}",
                "{\"section\":\"controls\",\"key\":\"k1\",\"value\":{\"kind\":\"cancel\",\"seq\":1,\"exec\":\"?\"}}",
                "{\"section\":\"requests\",\"key\":\"e1\",\"value\":{\"cell\":\"c\",\"heads\":[7],\"sourceHash\":\"00\",\"seq\":1}}"
            })
    void malformed(String json) {
        assertInstanceOf(Parsed.Malformed.class, RecordJson.decode(JSON.readTree(json)));
    }

    @Test
    @DisplayName("random damage never throws")
    void damage() {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            var json = RecordJson.encode(RECORDS.get(random.nextInt(RECORDS.size())));
            var value = (ObjectNode) json.get("value");
            var names = List.copyOf(value.propertyNames());
            var name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> value.remove(name);
                case 1 -> value.put(name, random.nextLong());
                case 2 -> value.put(name, "é".repeat(random.nextInt(3) * 5_000));
                case 3 -> value.putArray(name).add("zz").addNull();
                default -> value.putNull(name);
            }
            RecordJson.decode(json);
        }
    }
}
