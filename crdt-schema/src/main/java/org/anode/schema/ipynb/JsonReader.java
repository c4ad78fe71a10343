package org.anode.schema.ipynb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON with its spelling. Jackson decides what is JSON and keeps the limits (R12); beside it runs a position in the
 * text, which tells how each token was written and what stands between tokens.
 */
final class JsonReader {
    private static final JsonFactory FILES = factory(Limits.NESTING_MAX);
    private static final JsonFactory LAYOUTS = factory(Limits.LAYOUT_NESTING_MAX);

    private final String text;
    private final JsonParser parser;
    private final Map<String, String> knownGaps = new HashMap<>();
    private int at;
    private int nonNumbers;
    private int loneSurrogates;

    private JsonReader(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    private static JsonFactory factory(int nestingMax) {
        return JsonFactory.builder()
                .streamReadConstraints(Limits.constraints(nestingMax))
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                // Python writes NaN and Infinity, which JSON does not have; they are read as null.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /**
     * @param nonNumbers     how many NaN and Infinity were read as null
     * @param loneSurrogates how many halves of surrogate pairs were replaced by U+FFFD
     */
    record Document(Json root, String head, String tail, int nonNumbers, int loneSurrogates) {}

    static Document read(String text) throws Unreadable {
        return read(text, FILES);
    }

    /** JSON of our own making that came through documents and blobs; null if it is none. */
    static @Nullable Json own(String text) {
        try {
            return read(text, LAYOUTS).root();
        } catch (Unreadable e) {
            return null;
        }
    }

    private static Document read(String text, JsonFactory factory) throws Unreadable {
        try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(text, parser).document();
        } catch (StreamConstraintsException e) {
            throw new Unreadable(BadJson.beyondLimits(String.valueOf(e.getOriginalMessage())));
        } catch (UnexpectedEndOfInputException e) {
            throw new Unreadable(BadJson.truncated(text));
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new Unreadable(BadJson.malformed(text, location == null ? 1 : location.getLineNr()));
        }
    }

    private Document document() throws Unreadable {
        var first = parser.nextToken();
        if (first == null) throw new Unreadable(BadJson.EMPTY);
        var head = gap();
        var root = value(first);
        int end = at;
        if (parser.nextToken() != null) throw new Unreadable(BadJson.malformed(text, lineAt(end)));
        return new Document(root, head, text.substring(end), nonNumbers, loneSurrogates);
    }

    private Json value(JsonToken token) throws Unreadable {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Json.Word(bare());
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("Jackson gave " + token + " where a value stands");
        };
    }

    private Json.Obj object() throws Unreadable {
        var members = new LinkedHashMap<String, Json>();
        var spelledKeys = new HashMap<String, String>();
        var gaps = new ArrayList<String>();
        at++;
        gaps.add(gap());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var key = string();
            if (members.containsKey(key.text())) throw new Unreadable(BadJson.duplicate(key.text(), lineAt(at)));
            if (key.spelled() != null) spelledKeys.put(key.text(), key.spelled());
            gaps.add(gap());
            members.put(key.text(), value(parser.nextToken()));
            gaps.add(gap());
        }
        at++;
        return new Json.Obj(members, Map.copyOf(spelledKeys), List.copyOf(gaps));
    }

    private Json.Arr array() throws Unreadable {
        var items = new ArrayList<Json>();
        var gaps = new ArrayList<String>();
        at++;
        gaps.add(gap());
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
            gaps.add(gap());
        }
        at++;
        return new Json.Arr(items, List.of(), List.copyOf(gaps));
    }

    private Json.Str string() {
        var value = parser.getString();
        int from = at + 1;
        int end = closingQuote(from);
        at = end + 1;
        if (text.indexOf('\\', from, end) < 0) return Json.Str.of(value);
        var clean = withoutLoneSurrogates(value);
        var spelled = text.substring(from, end);
        return spelled.equals(Spelling.DEFAULT.spell(clean)) ? Json.Str.of(clean) : new Json.Str(clean, spelled);
    }

    private int closingQuote(int from) {
        int end = from;
        while (text.charAt(end) != '"') end += text.charAt(end) == '\\' ? 2 : 1;
        return end;
    }

    /** Documents and UTF-8 cannot hold half a pair; only an escape can bring one in. */
    private String withoutLoneSurrogates(String value) {
        if (value.chars().noneMatch(c -> Character.isSurrogate((char) c))) return value;
        var out = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (lone) loneSurrogates++;
            out.appendCodePoint(lone ? 0xFFFD : c);
        });
        return out.toString();
    }

    private Json number() {
        var spelled = bare();
        if (Numbers.isNumber(spelled)) return new Json.Num(spelled);
        nonNumbers++;
        return Json.NULL;
    }

    private String bare() {
        int from = at;
        while (at < text.length() && isBare(text.charAt(at))) at++;
        return text.substring(from, at);
    }

    private static boolean isBare(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "+-.".indexOf(c) >= 0;
    }

    private String gap() {
        int from = at;
        while (at < text.length() && " \t\r\n,:".indexOf(text.charAt(at)) >= 0) at++;
        var gap = text.substring(from, at);
        var known = knownGaps.putIfAbsent(gap, gap);
        return known == null ? gap : known;
    }

    private int lineAt(int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
