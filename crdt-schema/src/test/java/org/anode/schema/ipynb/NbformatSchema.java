package org.anode.schema.ipynb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Optional;

/** nbformat's own schema, where it is (it is not ours to copy); without it nothing is checked here. */
final class NbformatSchema {
    private static final Optional<Schema> V4_5 = Notebooks.shared()
            .map(shared -> Notebooks.read(shared.resolve("nbformat").resolve("nbformat.v4.5.schema.json")))
            .map(schema -> SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(schema.toUtf8(), InputFormat.JSON));

    private NbformatSchema() {}

    static boolean isHere() {
        return V4_5.isPresent();
    }

    static boolean isValid(String notebook) {
        return V4_5.isEmpty() || V4_5.get().validate(notebook, InputFormat.JSON).isEmpty();
    }

    static void assertValid(String notebook) {
        if (V4_5.isPresent()) assertEquals(List.of(), V4_5.get().validate(notebook, InputFormat.JSON));
    }
}
