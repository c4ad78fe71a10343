package org.anode.schema.ipynb;

import java.util.List;

/** What became of a file. */
public sealed interface ParsedNotebook {
    /** @param notices sentences for the user: everything that was changed, minted or upgraded on the way in */
    record Ok(ImportedNotebook notebook, List<String> notices) implements ParsedNotebook {
        public Ok {
            notices = List.copyOf(notices);
        }
    }

    /** @param sentence what is wrong and what to do; starts with "This file" */
    record Refused(String sentence) implements ParsedNotebook {}
}
