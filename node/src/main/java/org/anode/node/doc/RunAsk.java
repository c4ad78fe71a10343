package org.anode.node.doc;

import java.util.Optional;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.ExecId;

/**
 * Somebody wants a run on this computer, and its owner is asked (EX-18).
 *
 * @param text what would be run, exactly; empty while it is not here
 */
public record RunAsk(ExecId exec, CellId cell, DeviceId from, Optional<String> text) {}
