package org.anode.schema.engine;

import tools.jackson.databind.JsonNode;

/** What stands under a key of a map. */
public sealed interface Value {
    /** A string, number, boolean or null. */
    record Scalar(JsonNode json) implements Value {}

    /** A map, list or text. */
    record Ref(Obj obj) implements Value {}
}
