package org.anode.schema.output;

import java.util.Map;
import java.util.Optional;
import org.anode.schema.Utf8;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One output of a run while it is made: what it shows, and what of it is stored already. */
final class Entry {
    private static final int NOT_STORED = -1;

    final Content content;
    final Backoff rewrites = new Backoff();
    int index = NOT_STORED;

    /** Belongs to the end of a run that exceeded its budget. */
    boolean isTail;

    /** The text under the index if that is an open stream. */
    @Nullable
    String openText;

    /** What was last put there as a whole; of a stream only once it is closed. */
    @Nullable
    Output stored;

    /** What a {@link LiveView} last showed of it. */
    @Nullable
    Output shown;

    /** How much of a long stream is stored as a blob; 0 if none. */
    int blobChars;

    Entry(Content content) {
        this.content = content;
    }

    boolean isStored() {
        return index != NOT_STORED;
    }

    /** What an entry shows. */
    sealed interface Content {
        /** In bytes, about. */
        long size();
    }

    /** A stream that is the last output, or was. */
    static final class Stream implements Content {
        final String name;

        /** Null once the text can not change any more. */
        private @Nullable Terminal terminal;

        private String sealed = "";
        private boolean isReleased;
        private long sealedBytes;

        /** A stream that goes on. */
        Stream(String name, Terminal terminal) {
            this.name = name;
            this.terminal = terminal;
        }

        /** A stream that is all there. */
        Stream(String name, String text) {
            this.name = name;
            seal(text);
        }

        Optional<Terminal> terminal() {
            return Optional.ofNullable(terminal);
        }

        boolean isClosed() {
            return terminal == null;
        }

        String text() {
            return terminal == null ? sealed : terminal.text();
        }

        void close() {
            seal(text());
        }

        void seal(String text) {
            terminal = null;
            sealed = text;
            sealedBytes = Utf8.size(text);
        }

        /** The text is stored and not needed here any more. */
        void release() {
            sealed = "";
            isReleased = true;
        }

        boolean isReleased() {
            return isReleased;
        }

        @Override
        public long size() {
            return terminal == null ? sealedBytes : terminal.size();
        }
    }

    /** A display, which updates may change, or a result. */
    static final class Rich implements Content {
        final Optional<String> displayId;
        final long count;
        Map<String, String> data;
        JsonNode meta;

        /** Whether all of it is. */
        boolean isStored;

        /** @param count 0 for a display */
        Rich(Optional<String> displayId, long count, Map<String, String> data, JsonNode meta) {
            this.displayId = displayId;
            this.count = count;
            this.data = data;
            this.meta = meta;
        }

        Output output(NewBlobs blobs) {
            return output(Bundles.stored(data, blobs));
        }

        Output output(Map<String, Data> bundle) {
            return count == 0 ? new Output.Display(displayId, bundle, meta) : new Output.Result(count, bundle, meta);
        }

        @Override
        public long size() {
            return Bundles.bytes(data);
        }
    }

    /** An output that never changes. */
    record Fixed(Output output, long size) implements Content {}
}
