package org.anode.node.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.schema.Parsed;
import org.anode.schema.Utf16;

/**
 * What an edit does to a text, from its beginning to its end; immutable. Two change sets made on the same text can be
 * {@link #map mapped} over each other, so that both orders of applying them give the same text.
 */
public record ChangeSet(List<Section> sections) {
    public ChangeSet {
        sections = List.copyOf(sections);
    }

    /** Replaces the whole of what differs between two texts, apart from what both begin and end with. */
    public static ChangeSet between(String before, String after) {
        int prefix = Utf16.commonPrefix(before, after);
        int suffix = Utf16.commonSuffix(before, after, prefix);
        return new Sections()
                .keep(prefix)
                .insert(after.substring(prefix, after.length() - suffix))
                .delete(before.length() - prefix - suffix)
                .keep(suffix)
                .build();
    }

    /** One replacement in a text of {@code length} units. */
    public static ChangeSet replace(int length, int at, int deleted, String inserted) {
        return new Sections()
                .keep(at)
                .insert(inserted)
                .delete(deleted)
                .keep(length - at - deleted)
                .build();
    }

    public int lengthBefore() {
        return sections.stream().mapToInt(Section::lengthBefore).sum();
    }

    public int lengthAfter() {
        return sections.stream().mapToInt(Section::lengthAfter).sum();
    }

    public boolean isEmpty() {
        return sections.stream().allMatch(Section.Keep.class::isInstance);
    }

    /** The text after it, or why it does not fit: its lengths, or half of a surrogate pair it would leave behind. */
    public Parsed<String> apply(String text) {
        return problem(text).<Parsed<String>>map(Parsed.Malformed::new).orElseGet(() -> new Parsed.Ok<>(applied(text)));
    }

    private Optional<String> problem(String text) {
        if (lengthBefore() != text.length())
            return Optional.of("made on a text of " + lengthBefore() + " units, not of " + text.length());
        int at = 0;
        for (var section : sections) {
            if (Utf16.inPair(text, at)) return Optional.of("cuts a character at " + at);
            if (section instanceof Section.Replace(var _, var inserted) && Utf16.hasLone(inserted))
                return Optional.of("inserts half of a character at " + at);
            at += section.lengthBefore();
        }
        return Optional.empty();
    }

    private String applied(String text) {
        var result = new StringBuilder(lengthAfter());
        int at = 0;
        for (var section : sections) {
            switch (section) {
                case Section.Keep(var length) -> result.append(text, at, at + length);
                case Section.Replace(var _, var inserted) -> result.append(inserted);
            }
            at += section.lengthBefore();
        }
        return result.toString();
    }

    /** The replacements, to be made one after the other. */
    public List<Splice> splices() {
        var splices = new ArrayList<Splice>();
        int at = 0;
        for (var section : sections) {
            if (section instanceof Section.Replace(var deleted, var inserted))
                splices.add(new Splice(at, deleted, inserted));
            at += section.lengthAfter();
        }
        return splices;
    }

    /**
     * This change set, as it is to be applied to what {@code other} makes of the text that both were made on.
     *
     * @param first whether what this inserts comes before what {@code other} inserts at the same place
     */
    public ChangeSet map(ChangeSet other, boolean first) {
        return new Mapping(this, other, first).mapped();
    }
}
