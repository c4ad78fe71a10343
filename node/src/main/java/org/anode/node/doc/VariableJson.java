package org.anode.node.doc;

import java.util.Locale;
import org.anode.kernel.Variable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Variables as pages and scripts read them. */
public final class VariableJson {
    private VariableJson() {}

    /** {@code {variables: [{name, kind, type, value, lengths?, bytes?}], more}}, added to {@code to}. */
    public static ObjectNode put(ObjectNode to, CodeAnswer.Variables told) {
        var list = to.putArray("variables");
        for (var variable : told.variables()) list.add(one(variable));
        return to.put("more", told.more());
    }

    private static ObjectNode one(Variable variable) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("name", variable.name())
                .put("kind", variable.kind().name().toLowerCase(Locale.ROOT))
                .put("type", variable.type())
                .put("value", variable.value());
        if (!variable.lengths().isEmpty()) {
            var lengths = json.putArray("lengths");
            variable.lengths().forEach(lengths::add);
        }
        variable.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        return json;
    }
}
