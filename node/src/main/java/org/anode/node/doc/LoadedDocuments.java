package org.anode.node.doc;

import java.util.LinkedHashMap;
import java.util.function.Function;
import org.anode.schema.DocumentName;

/** Documents of others that are loaded, the ones longest not used closed first: each holds native memory. */
final class LoadedDocuments<D extends AutoCloseable> implements AutoCloseable {
    /** Somebody who runs something writes two at a time, so this serves a few people at once. */
    private static final int LOADED_MAX = 8;

    private final LinkedHashMap<DocumentName, D> loaded = new LinkedHashMap<>(LOADED_MAX, 0.75f, true);

    boolean has(DocumentName name) {
        return loaded.containsKey(name);
    }

    D of(DocumentName name, Function<DocumentName, D> loader) {
        var found = loaded.get(name);
        if (found != null) return found;
        var fresh = loader.apply(name);
        loaded.put(name, fresh);
        if (loaded.size() > LOADED_MAX) close(loaded.pollFirstEntry().getValue());
        return fresh;
    }

    void drop(DocumentName name) {
        var found = loaded.remove(name);
        if (found != null) close(found);
    }

    @Override
    public void close() {
        loaded.values().forEach(this::close);
        loaded.clear();
    }

    private void close(D document) {
        try {
            document.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
