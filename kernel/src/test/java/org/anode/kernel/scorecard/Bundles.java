package org.anode.kernel.scorecard;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One form for MIME bundles from wherever they come. */
final class Bundles {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final Set<String> BINARY =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf");

    private Bundles() {}

    /** JSON text with its keys sorted. */
    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** The types in order, JSON values with sorted keys, binary ones without the line end some encoders add. */
    static Map<String, String> of(Map<String, String> data) {
        var sorted = new TreeMap<String, String>();
        data.forEach((type, value) -> sorted.put(type, value(type, value)));
        return sorted;
    }

    private static String value(String type, String value) {
        if (isJson(type)) return json(JSON.readValue(value, Object.class));
        var binary = BINARY.contains(type);
        return binary ? value.strip() : value;
    }

    static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }
}
