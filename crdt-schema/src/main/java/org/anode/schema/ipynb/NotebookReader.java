package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.anode.schema.CellId;
import org.anode.schema.Names;
import org.anode.schema.cells.CellType;
import org.anode.schema.ipynb.Mending.Kind;
import org.anode.schema.output.Output;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the tree of a format 4 file into the form of documents, without its layout. */
final class NotebookReader {
    private final Version version;
    private final Supplier<CellId> minter;
    private final Mending mending;
    private final Stow stow = new Stow();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();

    private NotebookReader(Version version, Supplier<CellId> minter, Mending mending) {
        this.version = version;
        this.minter = minter;
        this.mending = mending;
    }

    /** @param version what the file said, for the sentences */
    static ImportedNotebook read(Json.Obj notebook, Version version, Supplier<CellId> minter, Mending mending)
            throws Unreadable {
        return new NotebookReader(version, minter, mending).notebook(notebook);
    }

    private ImportedNotebook notebook(Json.Obj notebook) throws Unreadable {
        if (!(notebook.get("cells") instanceof Json.Arr cells)) throw new Unreadable(Refusals.NO_CELLS);
        var meta = metadata(notebook, "the notebook");
        for (var key : MetadataRules.notebook(meta)) mending.tell(Kind.METADATA, key);
        reserveIds(cells);
        var read = new ArrayList<ImportedCell>();
        for (var cell : cells.items()) read.add(cell(cell, read.size() + 1));
        return new ImportedNotebook(Stow.title(meta), stow.notebookMeta(meta), read, stow.blobs());
    }

    /** A minted id must not be one that a later cell has. */
    private void reserveIds(Json.Arr cells) {
        for (var cell : cells.items())
            if (cell instanceof Json.Obj obj && obj.get("id") instanceof Json.Str id) reserved.add(id.text());
    }

    private ImportedCell cell(Json json, int number) throws Unreadable {
        var name = "cell " + number;
        if (!(json instanceof Json.Obj cell)) throw new Unreadable(Refusals.wrongKind(name, "cell", "an object"));
        if (cell.get("id") instanceof Json.Str id) name += " (\"" + Mending.brief(id.text()) + "\")";
        var type = type(cell, name);
        var source = source(cell, name);
        var meta = metadata(cell, name);
        for (var key : MetadataRules.cell(type.word(), meta)) mending.tell(Kind.METADATA, key + " of " + name);
        boolean code = type == CellType.CODE;
        List<Output> outputs =
                code ? new OutputReader(stow, mending, version, name).read(cell.get("outputs")) : List.of();
        return new ImportedCell(
                id(cell, name),
                type,
                source,
                stow.cellMeta(meta),
                attachments(cell, name),
                code ? count(cell, name) : OptionalLong.empty(),
                outputs);
    }

    private CellType type(Json.Obj cell, String name) throws Unreadable {
        var word = cell.get("cell_type") instanceof Json.Str str ? str.text() : "";
        for (var type : CellType.values()) if (type.word().equals(word)) return type;
        throw new Unreadable(Refusals.unknown(version, name, "a cell", word));
    }

    private static String source(Json.Obj cell, String name) throws Unreadable {
        var source = cell.get("source");
        if (source == null) throw new Unreadable(Refusals.noSource(name));
        if (!FileProse.isText(source)) throw new Unreadable(Refusals.wrongKind(name, "source", "text"));
        return FileProse.text(source);
    }

    private Json.Obj metadata(Json.Obj owner, String name) throws Unreadable {
        var meta = owner.get("metadata");
        if (meta instanceof Json.Obj obj) return obj;
        if (meta != null && !meta.equals(Json.NULL)) {
            throw new Unreadable(
                    owner.has("nbformat")
                            ? Refusals.metadataKind()
                            : Refusals.wrongKind(name, "metadata", "an object"));
        }
        mending.tell(Kind.ADDED, "metadata of " + name);
        return Json.Obj.of(new LinkedHashMap<>());
    }

    private OptionalLong count(Json.Obj cell, String name) {
        var count = cell.get("execution_count");
        if (count instanceof Json.Num num) {
            var whole = Numbers.whole(num.spelled());
            if (whole.isPresent() && whole.getAsLong() >= 0) return whole;
        }
        if (count == null) mending.tell(Kind.ADDED, "execution_count of " + name);
        else if (!count.equals(Json.NULL)) mending.tell(Kind.CHANGED, "execution_count of " + name);
        return OptionalLong.empty();
    }

    /** Attachments of a wrong shape have no place in documents; they stay in the layout as any unknown member. */
    private JsonNode attachments(Json.Obj cell, String name) {
        if (!(cell.get("attachments") instanceof Json.Obj files)) return JsonNodeFactory.instance.objectNode();
        if (!files.members().values().stream().allMatch(bundle -> bundle instanceof Json.Obj))
            return JsonNodeFactory.instance.objectNode();
        for (var bundle : files.members().values()) {
            if (bundle instanceof Json.Obj mimes) tellOddMimes(mimes, name);
        }
        return stow.attachments(files);
    }

    private void tellOddMimes(Json.Obj mimes, String name) {
        mimes.members().forEach((mime, value) -> {
            if (!Mime.isValid(mime, value))
                mending.tell(Kind.CHANGED, "attachment " + Mending.brief(mime) + " of " + name);
        });
    }

    private CellId id(Json.Obj cell, String name) {
        var id = cell.get("id") instanceof Json.Str str ? str.text() : null;
        if (id != null && Names.isValid(id) && taken.add(id)) return new CellId(id);
        if (cell.has("id") || version.hasIds()) mending.tell(fault(cell.get("id")), name);
        var minted = minter.get();
        while (reserved.contains(minted.value()) || !taken.add(minted.value())) minted = minter.get();
        return minted;
    }

    private static Kind fault(@Nullable Json id) {
        if (id == null) return Kind.MISSING_ID;
        return id instanceof Json.Str str && Names.isValid(str.text()) ? Kind.SAME_ID : Kind.BAD_ID;
    }
}
