package org.anode.schema.ipynb;

import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.cells.Cell;
import org.anode.schema.ipynb.Mending.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Jupyter's notebook files. Reads nbformat 2 to 4.5, writes 4.5. Reading and writing an untouched valid 4.5 file gives
 * its bytes again; in a changed notebook only what changed is spelled anew.
 */
public final class IpynbCodec {
    private IpynbCodec() {}

    /**
     * Reads a file. Never throws on bad input.
     *
     * @param idMinter gives fresh random cell ids, for cells that have none or a bad one; asked again on a collision
     */
    public static ParsedNotebook parse(Bytes file, Supplier<CellId> idMinter) {
        try {
            return read(file, idMinter);
        } catch (Unreadable e) {
            return new ParsedNotebook.Refused(e.sentence());
        }
    }

    private static ParsedNotebook.Ok read(Bytes file, Supplier<CellId> idMinter) throws Unreadable {
        var document = JsonReader.read(FileText.decode(file));
        if (!(document.root() instanceof Json.Obj root)) throw new Unreadable(Refusals.NO_OBJECT);
        var version = Version.of(root);
        var mending = new Mending();
        tell(document, FileText.hasByteOrderMark(file), version, mending);
        var current = version.hasWorksheets() ? Upgrade.from(root, version, mending) : root;
        var bare = NotebookReader.read(current, version, idMinter, mending);
        var notebook = version.hasWorksheets() ? bare : withLayout(bare, document);
        return new ParsedNotebook.Ok(notebook, mending.notices());
    }

    private static void tell(JsonReader.Document document, boolean byteOrderMark, Version version, Mending mending) {
        if (version.isNewer())
            mending.say("The file is in the newer notebook format " + version + "; Anode writes 4.5.");
        else if (!version.isCurrent())
            mending.say("The file was upgraded from notebook format " + version + " to 4.5.");
        if (byteOrderMark)
            mending.say("The file starts with a byte order mark, which Jupyter does not read; an export has none.");
        if (document.loneSurrogates() > 0)
            mending.say("The file holds broken characters (halves of surrogate pairs); " + document.loneSurrogates()
                    + " were replaced by \uFFFD.");
        if (document.nonNumbers() > 0) mending.tell(Kind.NOT_JSON, document.nonNumbers() + " times");
    }

    private static ImportedNotebook withLayout(ImportedNotebook bare, JsonReader.Document document) {
        var canonical = new Canonical(id -> blob(bare, id)).notebook(bare.meta(), bare.cells());
        var layout = Layout.of(canonical, document).json();
        return layout.isPresent() ? withLayout(bare, layout.get()) : bare;
    }

    private static Bytes blob(ImportedNotebook notebook, BlobId id) {
        var content = notebook.blobs().get(id);
        if (content == null)
            throw new IllegalStateException("an import refers to blob " + id + " but does not hold it");
        return content;
    }

    private static ImportedNotebook withLayout(ImportedNotebook bare, JsonNode layout) {
        var stow = new Stow();
        var meta = (ObjectNode) bare.meta().deepCopy();
        meta.set(Reserved.LAYOUT, stow.reference(OwnJson.text(layout)));
        var blobs = new HashMap<>(bare.blobs());
        blobs.putAll(stow.blobs());
        return new ImportedNotebook(bare.title(), meta, bare.cells(), blobs);
    }

    /** Writes a file: UTF-8, cells in order without the bin, outputs and attachments inline. */
    public static Bytes render(NotebookForExport notebook) {
        var meta = notebook.view().meta();
        var cells = notebook.view().visible().stream()
                .map(cell -> forExport(cell, notebook.runs().getOrDefault(cell.id(), CellRun.NONE)))
                .toList();
        var canonical = new Canonical(notebook.blobs()).notebook(meta, cells);
        return Bytes.utf8(layout(notebook).orElse(Layout.NONE).print(canonical));
    }

    private static ImportedCell forExport(Cell cell, CellRun run) {
        return new ImportedCell(
                cell.id(),
                cell.type(),
                cell.source(),
                cell.meta(),
                cell.attachments(),
                run.executionCount(),
                run.outputs());
    }

    private static Optional<Layout> layout(NotebookForExport notebook) {
        var reference = notebook.view().meta().path(Reserved.LAYOUT);
        return new Stow.Unstow(notebook.blobs()).text(reference).flatMap(Layout::parse);
    }
}
