package org.anode.node.net;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anode.node.identity.Voucher;
import org.anode.schema.DeviceId;

/**
 * Whom the owner of this node knows, as far as it matters who is let in. Any thread; must not block.
 *
 * @param mine    whether a device is another one of the owner
 * @param letIn   hears of a device that somebody here let in
 * @param voucher of another device of the owner for this one
 */
public record Circle(Predicate<DeviceId> mine, Consumer<DeviceId> letIn, Supplier<Optional<Voucher>> voucher) {
    public static final Circle NOBODY = new Circle(_ -> false, _ -> {}, Optional::empty);
}
