package org.anode.node.doc;

import java.util.List;
import java.util.Optional;
import org.anode.kernel.KernelPace;
import org.anode.schema.DeviceId;
import org.anode.schema.cells.CellsEdit;
import org.anode.schema.cells.CellsView;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a notebook says of where its cells run and how, the same for all who have it; part of its metadata.
 *
 * @param preferred the device on which everybody's cells run where it lets them (EX-5)
 * @param moves     whether runs that have not begun are asked for elsewhere when their host is gone (EX-7)
 * @param pace      what kernels that start from now on are tuned for
 */
public record HostSettings(Optional<DeviceId> preferred, boolean moves, KernelPace pace) {
    private static final String PREFERRED = "anode_preferred_host";
    private static final String MOVES = "anode_move_waiting_runs";
    private static final String PACE = "anode_kernel_pace";

    /** What is none of it counts as not said. */
    public static HostSettings of(CellsView view) {
        return new HostSettings(
                device(view.meta().path(PREFERRED).asString("")),
                view.meta().path(MOVES).asBoolean(false),
                KernelPace.of(view.meta().path(PACE).asString("")).orElse(KernelPace.START));
    }

    private static Optional<DeviceId> device(String text) {
        try {
            return Optional.of(DeviceId.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Makes a notebook say so; what is as usual is not written. */
    public List<CellsEdit> edits() {
        var json = JsonNodeFactory.instance;
        return List.of(
                new CellsEdit.SetMeta(PREFERRED, preferred.map(device -> json.stringNode(device.toString()))),
                new CellsEdit.SetMeta(MOVES, moves ? Optional.of(json.booleanNode(true)) : Optional.empty()),
                new CellsEdit.SetMeta(
                        PACE,
                        Optional.of(pace)
                                .filter(one -> one != KernelPace.START)
                                .map(one -> json.stringNode(one.word()))));
    }
}
