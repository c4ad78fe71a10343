package org.anode.node.cli;

import java.util.EnumSet;
import java.util.Set;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import picocli.CommandLine.Option;

/** What is given beside a role. */
final class FlagOptions {
    @Option(names = "--run", description = "They may run cells on this computer's kernels too.")
    boolean run;

    @Option(names = "--host", description = "Cells may run on their computers, as is usual for who may edit.")
    boolean host;

    @Option(names = "--no-host", description = "Nothing runs on their computers.")
    boolean noHost;

    /** Who may not edit has neither. */
    Set<Flag> of(Role role) {
        if (host && noHost) throw Asking.usage("Say --host or --no-host, not both.");
        boolean edits = role.compareTo(Role.EDIT) >= 0;
        if (!edits && (run || host || noHost))
            throw Asking.usage(
                    "Who may only " + role.word() + " runs nothing: leave --run, --host and --no-host away.");
        var flags = EnumSet.noneOf(Flag.class);
        if (run) flags.add(Flag.RUN);
        if (edits && !noHost) flags.add(Flag.HOST);
        return flags;
    }
}
