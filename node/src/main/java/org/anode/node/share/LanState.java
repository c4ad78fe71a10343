package org.anode.node.share;

/** What has become of the LAN channel. */
public sealed interface LanState {
    /** Nobody asked for it yet: it opens with the first share or join. */
    record Closed() implements LanState {}

    /** The user does not want it. */
    record Never() implements LanState {}

    record Opening() implements LanState {}

    /** @param at where it listens */
    record Open(LanHint at) implements LanState {}

    /** @param why one sentence for people */
    record Failed(String why) implements LanState {}
}
