package org.anode.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Variables as a terminal shows them. */
final class VariablesTextTest {
    @Test
    @DisplayName("variables are a table, data first and by name, with how many more there are")
    void table() {
        var told = """
                {"variables": [
                  {"name": "re", "kind": "module", "type": "module", "value": "re"},
                  {"name": "words", "kind": "value", "type": "list", "value": "['ä']", "lengths": [1], "bytes": 64},
                  {"name": "area", "kind": "function", "type": "function", "value": "area(w)", "bytes": 2048},
                  {"name": "Grid", "kind": "value", "type": "ndarray", "value": "float64", "lengths": [3, 4],
                   "bytes": 3145728}], "more": 7}
                """;
        assertEquals("""
                name   type      size            value
                Grid   ndarray   3 × 4, 3.0 MiB  float64
                words  list      1, 64 B         ['ä']
                area   function  2 KiB           area(w)
                re     module                    re
                and 7 more""", VariablesText.of(JsonMapper.shared().readTree(told)));
    }

    @Test
    @DisplayName("without more, nothing is said of more")
    void all() {
        var told =
                "{\"variables\": [{\"name\": \"x\", \"kind\": \"value\", \"type\": \"int\", \"value\": \"1\"}], \"more\": 0}";
        assertEquals(
                "name  type  size  value\nx     int         1",
                VariablesText.of(JsonMapper.shared().readTree(told)));
    }
}
