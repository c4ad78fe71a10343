package org.anode.schema.ipynb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.anode.schema.Bytes;

/** The characters of a file, which must be UTF-8. */
final class FileText {
    private static final Bytes BYTE_ORDER_MARK = Bytes.hex("efbbbf");

    private FileText() {}

    static boolean hasByteOrderMark(Bytes file) {
        return file.startsWith(BYTE_ORDER_MARK);
    }

    static String decode(Bytes file) throws Unreadable {
        if (file.size() > Limits.FILE_MAX_BYTES) throw new Unreadable(BadJson.tooLarge());
        var kind = LooksLike.of(file);
        if (kind.isPresent()) throw new Unreadable(BadJson.something(kind.get()));
        if (isUtf16(file))
            throw new Unreadable(
                    "This file is text in UTF-16, but notebooks are UTF-8: save it as UTF-8 in a text editor"
                            + " and import it again.");
        var buffer = file.asReadOnlyBuffer().position(hasByteOrderMark(file) ? BYTE_ORDER_MARK.size() : 0);
        return utf8(buffer);
    }

    /** By its mark, or by the zero that is half of every ASCII character. */
    private static boolean isUtf16(Bytes file) {
        if (file.size() < 2) return false;
        int first = file.at(0) & 0xff;
        int second = file.at(1) & 0xff;
        boolean marked = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
        return marked || (first == 0) != (second == 0);
    }

    private static String utf8(ByteBuffer bytes) throws Unreadable {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("This file is not UTF-8 text (byte " + bytes.position()
                    + " is wrong), so it is no notebook or was damaged: get another copy of it.");
        }
    }
}
