package org.anode.schema.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.anode.schema.Bytes;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenesisTest {
    /** How each was made, once. What the native code would make today must not matter: the bytes are what counts. */
    static Bytes make(List<String> maps) {
        NativeLibrary.ensureLoaded();
        var document = new Document(Genesis.ACTOR.value().toArray());
        try {
            var tx = document.startTransaction();
            for (var map : maps) {
                var _ = tx.set(ObjectId.ROOT, map, ObjectType.MAP);
            }
            var _ = tx.commit();
            return Bytes.wrap(document.encodeChangesSince(new org.automerge.ChangeHash[0]));
        } finally {
            document.free();
        }
    }

    static List<String> maps(Genesis genesis) {
        return switch (genesis) {
            case CELLS -> List.of("cells", "meta");
            case LEDGER ->
                List.of("assignments", "bids", "controls", "ended", "finished", "requests", "sessions", "started");
            case OUTPUTS -> List.of("outputs");
        };
    }

    @DisplayName("DO-1 the genesis of each kind of document is frozen")
    @ParameterizedTest
    @CsvSource({
        "CELLS, 0824c7010fd23b2d79eb6d8cbf400deff0d4e41104e19169b8d60fc98c0d3b68",
        "LEDGER, a4c95b21573c9ee2f65e092c2ab67571f615348b4127e0e2829578c7c0dc1cf0",
        "OUTPUTS, a9d563de84ca8473b12220f156c826cdbc9d7eec5ac393e9e634b27a05a13503",
    })
    void frozen(Genesis genesis, String sha256) {
        assertEquals(sha256, genesis.chunk().sha256().toHex());
    }

    @DisplayName("DO-1 the genesis is what its description makes")
    @ParameterizedTest
    @EnumSource
    void made(Genesis genesis) {
        assertEquals(make(maps(genesis)), genesis.chunk());
    }
}
