package org.anode.kernel.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a cell may see of the environment: what programs need to run, nothing of ours (R8). */
public final class ChildEnvironment {
    private static final Set<String> KEPT = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TMPDIR",
            "TZ",
            "SYSTEMROOT",
            "TEMP",
            "TMP",
            "USERPROFILE");

    private ChildEnvironment() {}

    /** Leaves only that in the environment. */
    public static void scrub(Map<String, String> environment) {
        var kept = scrubbed(environment);
        environment.clear();
        environment.putAll(kept);
    }

    static Map<String, String> scrubbed(Map<String, String> environment) {
        var kept = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith("LC_")) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
