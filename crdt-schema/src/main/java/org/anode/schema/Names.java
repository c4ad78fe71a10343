package org.anode.schema;

import java.util.regex.Pattern;

/** The one shape of all textual ids: nbformat 4.5's cell id, which is also a safe ASCII map key. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Names() {}

    public static boolean isValid(String text) {
        return NAME.matcher(text).matches();
    }
}
