package org.anode.node.text;

/** A stretch of a text in a {@link ChangeSet}: left as it is, or replaced. */
public sealed interface Section {
    /** How much of the text before it covers. */
    int lengthBefore();

    int lengthAfter();

    record Keep(int length) implements Section {
        @Override
        public int lengthBefore() {
            return length;
        }

        @Override
        public int lengthAfter() {
            return length;
        }
    }

    record Replace(int deleted, String inserted) implements Section {
        @Override
        public int lengthBefore() {
            return deleted;
        }

        @Override
        public int lengthAfter() {
            return inserted.length();
        }
    }
}
