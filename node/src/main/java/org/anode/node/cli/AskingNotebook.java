package org.anode.node.cli;

import picocli.CommandLine.Parameters;

/** A command about one notebook. */
abstract class AskingNotebook extends Asking {
    static final String NOTEBOOK = "A notebook: the beginning of its id, or its title.";

    @Parameters(index = "0", paramLabel = "NOTEBOOK", description = NOTEBOOK)
    String notebook;
}
