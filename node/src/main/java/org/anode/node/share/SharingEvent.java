package org.anode.node.share;

import org.anode.schema.BlobId;
import org.anode.schema.NotebookId;

/** What changes in sharing; says where to look again. */
public sealed interface SharingEvent {
    /** Members, who of them is here, or whether they have the same. */
    record PeopleChanged(NotebookId notebook) implements SharingEvent {}

    /** Where others' carets are. */
    record CaretsChanged(NotebookId notebook) implements SharingEvent {}

    /** Content came from another node, and is in the store. */
    record Fetched(BlobId blob) implements SharingEvent {}

    /** Something about what came from others that people should know. */
    record Noticed(NotebookId notebook, String sentence) implements SharingEvent {}

    /** Other nodes can not be reached, and why. */
    record Troubled(String sentence) implements SharingEvent {}

    /** How it stands with relays. */
    record RelaysChanged() implements SharingEvent {}

    /** Who waits to be let in, or which links still work. */
    record RequestsChanged() implements SharingEvent {}

    /** The list of attempts to join, or the state of one. */
    record JoiningsChanged() implements SharingEvent {}
}
