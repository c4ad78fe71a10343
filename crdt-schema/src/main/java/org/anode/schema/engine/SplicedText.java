package org.anode.schema.engine;

/**
 * A text while a transaction splices it. Positions come in UTF-16 units and are wanted in code points; they are counted
 * from where the last splice was, since the next one is mostly near. Text and splices hold no lone surrogates.
 */
final class SplicedText {
    private final StringBuilder text;
    private int knownUnits;
    private int knownCodePoints;

    SplicedText(String text) {
        this.text = new StringBuilder(text);
    }

    /** Where a splice touches the text, in code points. */
    record Place(int codePoint, int deleted) {}

    /** Replaces {@code count} units from {@code at}, cut to the text and widened to whole characters. */
    Place splice(int at, int count, String inserted) {
        var range = CodePoints.range(text, at, count);
        var place = new Place(codePoints(range.from()), Character.codePointCount(text, range.from(), range.to()));
        text.replace(range.from(), range.to(), inserted);
        return place;
    }

    /** The code points before {@code units}, which is no half of a pair. */
    private int codePoints(int units) {
        knownCodePoints += units >= knownUnits
                ? Character.codePointCount(text, knownUnits, units)
                : -Character.codePointCount(text, units, knownUnits);
        knownUnits = units;
        return knownCodePoints;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
