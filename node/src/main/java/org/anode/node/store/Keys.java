package org.anode.node.store;

import java.nio.ByteBuffer;
import java.util.List;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/**
 * The layout of all keys, in one place. Every part has a fixed length or its length before it, so no key is the prefix
 * of another by accident; numbers are big-endian, so they sort.
 *
 * <pre>
 * nb  = notebook id, 32 bytes      doc = length (1 byte) ‖ name in ASCII      n, seq, day = 8 bytes
 *
 * META       'n' nb                          → the notebook exists here
 *            'd' nb                          → day it was put in the bin
 *            'l' nb grant                    → number of the last ledger start
 *            'm' nb doc                      → crash marker (SY-10)
 *            'q' nb doc hash                 → why the batch is quarantined
 *            't' device                      → how far it is trusted
 *            'p' device                      → what is kept of a paired device
 *            'f'                             → store format
 * LOG        's' nb n                        → statement, in order of arrival; 0 is the root
 *            'b' nb doc n                    → batch, in order of arrival
 *            'i' nb doc actor seq hash       → n of the batch that ends at seq
 * SNAPSHOTS  nb doc n                        → document that needs no batch below n
 * POSITIONS  nb doc actor hash               → seq of a branch's last batch
 * VIEWS      nb name                         → what its owner wrote
 * KEYS       nb name                         → secret or policy
 *            'j' invite id, 16 bytes         → link that is joined with; shorter than every nb
 * BLOBS      sha-256                         → content
 * BINDINGS   'f' path                        → nb
 *            'n' nb                          → path
 * </pre>
 */
final class Keys {
    static final Bytes FORMAT = tag('f');
    static final Bytes NOTEBOOKS = tag('n');
    static final Bytes BINNED = tag('d');
    static final Bytes TRUSTS = tag('t');
    static final Bytes PAIRED = tag('p');

    static final Bytes POLICY = tag('r');

    /** Others in the column may begin so: {@link #isJoin}. */
    static final Bytes JOINS = tag('j');

    static final int JOIN_ID_BYTES = 16;

    private Keys() {}

    static Bytes notebook(NotebookId notebook) {
        return tagged('n', notebook);
    }

    static Bytes binned(NotebookId notebook) {
        return tagged('d', notebook);
    }

    static Bytes policy(NotebookId notebook) {
        return tagged('r', notebook);
    }

    static Bytes trust(DeviceId device) {
        return Bytes.concat(TRUSTS, device.value());
    }

    static Bytes paired(DeviceId device) {
        return Bytes.concat(PAIRED, device.value());
    }

    static Bytes ledgerStart(NotebookId notebook, GrantId grant) {
        return Bytes.concat(tagged('l', notebook), grant.value());
    }

    static Bytes marker(NotebookId notebook, DocumentName document) {
        return Bytes.concat(tagged('m', notebook), name(document));
    }

    static Bytes quarantine(NotebookId notebook) {
        return tagged('q', notebook);
    }

    static Bytes quarantine(NotebookId notebook, DocumentName document) {
        return Bytes.concat(quarantine(notebook), name(document));
    }

    static Bytes quarantine(NotebookId notebook, DocumentName document, BatchHash hash) {
        return Bytes.concat(quarantine(notebook, document), hash.value());
    }

    static Bytes statements(NotebookId notebook) {
        return tagged('s', notebook);
    }

    static Bytes statement(NotebookId notebook, long n) {
        return Bytes.concat(statements(notebook), number(n));
    }

    static Bytes batches(NotebookId notebook) {
        return tagged('b', notebook);
    }

    static Bytes batches(NotebookId notebook, DocumentName document) {
        return Bytes.concat(batches(notebook), name(document));
    }

    /** What follows is {@link LogKeys}'. */
    static Bytes index(NotebookId notebook, DocumentName document) {
        return Bytes.concat(tagged('i', notebook), name(document));
    }

    /** The prefix of all snapshots of a document, of all its positions too. */
    static Bytes document(NotebookId notebook, DocumentName document) {
        return Bytes.concat(notebook.value(), name(document));
    }

    static Bytes snapshot(NotebookId notebook, DocumentName document, long n) {
        return Bytes.concat(document(notebook, document), number(n));
    }

    static Bytes position(NotebookId notebook, DocumentName document, ActorId actor, BatchHash hash) {
        return Bytes.concat(document(notebook, document), actor.value(), hash.value());
    }

    /** A view or a secret. */
    static Bytes named(NotebookId notebook, String name) {
        return Bytes.concat(notebook.value(), Bytes.utf8(name));
    }

    static Bytes join(Bytes invite) {
        if (invite.size() != JOIN_ID_BYTES) throw new IllegalArgumentException("id of " + invite.size() + " bytes");
        return Bytes.concat(JOINS, invite);
    }

    static boolean isJoin(Bytes key) {
        return key.size() == JOINS.size() + JOIN_ID_BYTES;
    }

    static Bytes blob(BlobId blob) {
        return blob.value();
    }

    static Bytes file(String path) {
        return Bytes.concat(tag('f'), Bytes.utf8(path));
    }

    static Bytes fileOf(NotebookId notebook) {
        return tagged('n', notebook);
    }

    static Bytes number(long n) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(n).array());
    }

    /** The number in the eight bytes that end at {@code end}. */
    static long numberBefore(Bytes bytes, int end) {
        return bytes.asReadOnlyBuffer().getLong(end - Long.BYTES);
    }

    /** The document named at {@code at} of a key. */
    static DocumentName documentIn(Bytes key, int at) {
        int length = key.at(at) & 0xff;
        return DocumentName.parse(key.slice(at + 1, at + 1 + length).toUtf8());
    }

    /** Every place where something of the notebook lies, except the file it is bound to. */
    static List<Place> everythingOf(NotebookId notebook) {
        return List.of(
                new Place(Column.META, notebook(notebook)),
                new Place(Column.META, binned(notebook)),
                new Place(Column.META, tagged('l', notebook)),
                new Place(Column.META, tagged('m', notebook)),
                new Place(Column.META, tagged('q', notebook)),
                new Place(Column.LOG, statements(notebook)),
                new Place(Column.LOG, batches(notebook)),
                new Place(Column.LOG, tagged('i', notebook)),
                new Place(Column.SNAPSHOTS, notebook.value()),
                new Place(Column.POSITIONS, notebook.value()),
                new Place(Column.VIEWS, notebook.value()),
                new Place(Column.KEYS, notebook.value()),
                new Place(Column.BINDINGS, fileOf(notebook)));
    }

    /** A prefix in a column. */
    record Place(Column column, Bytes key) {}

    private static Bytes name(DocumentName document) {
        var text = Bytes.utf8(document.text());
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) text.size()}), text);
    }

    private static Bytes tagged(char tag, NotebookId notebook) {
        return Bytes.concat(tag(tag), notebook.value());
    }

    private static Bytes tag(char tag) {
        return Bytes.wrap(new byte[] {(byte) tag});
    }
}
