package org.anode.schema.ipynb;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of our own making, as Jackson's trees; it may have come from other people's nodes (R12). */
final class OwnJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(Limits.constraints(Limits.LAYOUT_NESTING_MAX))
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(Limits.LAYOUT_NESTING_MAX)
                            .build())
                    .build())
            .build();

    private OwnJson() {}

    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static String text(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }
}
