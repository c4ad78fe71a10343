package org.anode.schema.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.anode.schema.ChangeHash;
import tools.jackson.databind.JsonNode;

/** Reads the current state of a document, also in the middle of an edit. Unknown keys and objects are simply absent. */
public interface Reader {
    /** Ascending. */
    SortedSet<ChangeHash> heads();

    /** Under an ASCII key; empty for a key that is not ASCII, since no document of ours has one. */
    Optional<Value> get(Obj map, String key);

    /** The object at the end of the path through maps. */
    Optional<Obj> find(KeyPath path);

    /** All objects that stand under the key in conflict, lowest id first; one or none where there is no conflict. */
    List<Obj> conflicts(Obj map, String key);

    /** Keys as stored, ascending. */
    Map<String, Value> entries(Obj map);

    /** The elements of a list. */
    List<Value> items(Obj list);

    /** Empty for an object that is not a text. */
    String text(Obj text);

    /** UTF-16 units are not known to the native code: this counts code points, without reading the text. */
    long codePoints(Obj text);

    /** The whole subtree as JSON, keys unescaped and in the order in which they were put (see {@link Tx#put}). */
    JsonNode json(Obj obj);

    /** The same by path; empty where nothing is. */
    Optional<JsonNode> json(KeyPath path);
}
