package org.anode.node.folder;

import java.nio.file.Path;
import java.util.Optional;
import org.anode.node.NodeFailure;

/** Another process has the data folder; a short command gives it back in a moment. */
public final class FolderInUse extends NodeFailure {
    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder, Optional<Long> pid) {
        super("The data folder " + folder + " is in use by another node"
                + pid.map(number -> " (process " + number + ")").orElse("")
                + "; stop that one or choose another folder with --data.");
    }
}
