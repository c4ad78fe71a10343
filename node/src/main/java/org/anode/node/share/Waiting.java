package org.anode.node.share;

import java.util.List;
import org.anode.schema.DeviceId;

/**
 * Somebody who waits in a lobby to be let in.
 *
 * @param name    what the device says it is called
 * @param words   to compare with those on its screen; none before it revealed its nonce
 * @param sinceMs when it first asked, by the clock of {@link LobbyHost#on}
 */
public record Waiting(DeviceId device, String name, List<String> words, long sinceMs) {
    public Waiting {
        words = List.copyOf(words);
    }
}
