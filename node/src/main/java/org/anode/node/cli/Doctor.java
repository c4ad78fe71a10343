package org.anode.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.anode.node.NodeFailure;
import org.jspecify.annotations.Nullable;

/** Looks at everything a node needs: what is fine, what is not, what to do. */
final class Doctor {
    /** Below this the store soon refuses to write. */
    private static final long FREE_BYTES_MIN = 256L << 20;

    private final Path data;

    Doctor(Path data) {
        this.data = data;
    }

    /**
     * @param about  what was looked at
     * @param fine   whether it is as it should be
     * @param detail what was seen, and what to do if it is not fine
     */
    record Finding(String about, boolean fine, String detail) {}

    /** Everything, of a folder on which no node runs. */
    List<Finding> ofFolder() {
        var findings = common();
        findings.add(store());
        findings.add(new Finding("node", true, "none runs; anode start begins one"));
        return findings;
    }

    /** Everything, as the node sees it that holds the folder. */
    List<Finding> ofRunningNode() {
        var findings = common();
        findings.add(new Finding("store", true, "open in " + data));
        findings.add(new Finding(
                "node", true, "runs in process " + ProcessHandle.current().pid()));
        return findings;
    }

    private List<Finding> common() {
        var findings = new ArrayList<Finding>();
        findings.add(new Finding(
                "JDK",
                Runtime.version().feature() >= 25,
                Runtime.version() + " at " + System.getProperty("java.home")));
        findings.add(space());
        findings.add(new Finding("log", true, Logs.file(data).toString()));
        return findings;
    }

    private Finding space() {
        try {
            var free = Files.getFileStore(existing(data)).getUsableSpace();
            var text = (free >> 20) + " MiB free for " + data;
            return new Finding("disk", free >= FREE_BYTES_MIN, free >= FREE_BYTES_MIN ? text : text + "; make room");
        } catch (IOException e) {
            return new Finding("disk", false, "can not be asked for its free space (" + e.getMessage() + ")");
        }
    }

    /** {@code path}, or the first folder above it that exists. */
    private static Path existing(Path path) {
        for (@Nullable Path at = path; at != null; at = at.getParent()) if (Files.exists(at)) return at;
        return path;
    }

    private Finding store() {
        if (!Files.exists(data)) return new Finding("store", true, "none yet in " + data);
        try (var _ = LocalNode.open(data)) {
            return new Finding("store", true, "opens, in " + data);
        } catch (NodeFailure e) {
            return new Finding("store", false, e.sentence());
        }
    }
}
