package org.anode.schema.ipynb;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The format a file says it is in. */
record Version(long major, long minor) {
    static final int MAJOR = 4;
    static final int MINOR = 5;
    private static final int OLDEST_MAJOR = 2;

    static Version of(Json.Obj notebook) throws Unreadable {
        var major = number(notebook.get("nbformat"));
        if (major.isEmpty()) throw new Unreadable(Refusals.NO_VERSION);
        var version = new Version(
                major.getAsLong(), number(notebook.get("nbformat_minor")).orElse(0));
        if (version.major < OLDEST_MAJOR) throw new Unreadable(Refusals.tooOld(version));
        if (version.major > MAJOR) throw new Unreadable(Refusals.tooNew(version));
        return version;
    }

    private static OptionalLong number(@Nullable Json value) {
        return value instanceof Json.Num num ? Numbers.whole(num.spelled()) : OptionalLong.empty();
    }

    boolean isNewer() {
        return major == MAJOR && minor > MINOR;
    }

    boolean isCurrent() {
        return major == MAJOR && minor == MINOR;
    }

    /** Whether cells have ids in this format. */
    boolean hasIds() {
        return isNewer() || isCurrent();
    }

    boolean hasWorksheets() {
        return major < MAJOR;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
