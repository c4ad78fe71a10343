package org.anode.node.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.anode.schema.Bytes;

/**
 * Where the secrets of a notebook's room are kept: one is there once the notebook is shared, and never leaves this device
 * but sealed. Earlier ones are kept for a while: whoever missed a change comes to their rooms (MB-7).
 */
public final class RoomSecrets {
    /** Each is a room to listen in; who missed more changes than that needs a new link. */
    public static final int EARLIER_MAX = 8;

    private static final String NAME = "room";
    private static final String LEFT = "left-room";
    private static final String EARLIER = "earlier-room/";
    private static final int HEAD_BYTES = 2 * Long.BYTES;

    private RoomSecrets() {}

    /**
     * @param epoch  the number of the secret (MB-7), from 0
     * @param secret 32 bytes
     */
    public record Kept(long epoch, Bytes secret) {
        @Override
        public String toString() {
            return "Kept[epoch=" + epoch + "]"; // no secret gets into a log
        }
    }

    /**
     * One that does not count any more.
     *
     * @param untilSeconds since 1970, by this computer's clock: how long it is kept
     */
    public record Earlier(Kept kept, long untilSeconds) {}

    public static Optional<Kept> of(NotebookLog log) {
        return log.secret(NAME)
                .map(row -> new Kept(Keys.numberBefore(row, Long.BYTES), row.slice(Long.BYTES, row.size())));
    }

    public static Store.Change put(NotebookLog log, Kept kept) {
        return log.putSecret(NAME, Bytes.concat(Keys.number(kept.epoch()), kept.secret()));
    }

    /** The latest first. */
    public static List<Earlier> earlier(NotebookLog log) {
        return log.secrets(EARLIER).values().stream()
                .map(RoomSecrets::decode)
                .sorted(Comparator.comparingLong(Earlier::untilSeconds).reversed())
                .toList();
    }

    private static Earlier decode(Bytes row) {
        var kept = new Kept(Keys.numberBefore(row, Long.BYTES), row.slice(HEAD_BYTES, row.size()));
        return new Earlier(kept, Keys.numberBefore(row, HEAD_BYTES));
    }

    /**
     * Another secret counts from now on.
     *
     * @param untilSeconds how long the one before is kept
     */
    public static List<Store.Change> replace(NotebookLog log, Kept now, long untilSeconds) {
        var changes = new ArrayList<Store.Change>(List.of(put(log, now), log.deleteSecret(name(now))));
        of(log).ifPresent(before -> changes.add(log.putSecret(
                name(before), Bytes.concat(Keys.number(before.epoch()), Keys.number(untilSeconds), before.secret()))));
        return changes;
    }

    /** Those that ran out go, and the oldest of too many. */
    public static List<Store.Change> tidy(NotebookLog log, long nowSeconds) {
        var changes = new ArrayList<Store.Change>();
        var all = earlier(log);
        for (int i = 0; i < all.size(); i++)
            if (i >= EARLIER_MAX || all.get(i).untilSeconds() <= nowSeconds)
                changes.add(log.deleteSecret(name(all.get(i).kept())));
        return changes;
    }

    /** Two of one number differ (MB-7: the lower hash counts). */
    private static String name(Kept kept) {
        return EARLIER + kept.epoch() + "/" + kept.secret().sha256().toHex();
    }

    /** This device left the notebook: its secrets stay, and are not used. */
    public static Store.Change leave(NotebookLog log) {
        return log.putSecret(LEFT, Bytes.EMPTY);
    }

    public static boolean hasLeft(NotebookLog log) {
        return log.secret(LEFT).isPresent();
    }

    public static Store.Change comeBack(NotebookLog log) {
        return log.deleteSecret(LEFT);
    }
}
