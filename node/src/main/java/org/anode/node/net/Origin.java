package org.anode.node.net;

import java.util.function.Consumer;
import org.anode.node.identity.Formers;

/**
 * Where the keys of this device come from.
 *
 * @param elsewhere whether the data folder is not where it was made
 * @param renew     makes this another device, of that name; called once, must not block
 */
public record Origin(Formers formers, boolean elsewhere, Consumer<String> renew) {}
