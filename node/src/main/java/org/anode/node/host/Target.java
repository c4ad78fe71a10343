package org.anode.node.host;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.SessionId;
import org.anode.schema.ledger.ExecutionView;
import org.anode.schema.ledger.SessionView;

/**
 * Whom a request names (EX-5): a session, else a host that is to open one. Pure.
 *
 * @param host    where there is no session
 * @param session of a host that can be reached
 */
public record Target(Optional<DeviceId> host, Optional<SessionId> session) {
    /** Whoever comes (EX-6). */
    public static final Target NOBODY = new Target(Optional.empty(), Optional.empty());

    static Target of(SessionView session) {
        return new Target(Optional.empty(), Optional.of(session.id()));
    }

    /** The host opens a session at the first such request. */
    public static Target of(DeviceId host) {
        return new Target(Optional.of(host), Optional.empty());
    }

    /**
     * Who asks, and what it knows.
     *
     * @param mine  what this device would do for its own person; nothing if it hosts nothing
     * @param sight what others that can be reached would do for it
     * @param preferred on which the notebook wants everybody's cells to run
     */
    public record Asker(
            NotebookId notebook,
            DeviceId device,
            String person,
            Optional<Offer> mine,
            Map<DeviceId, Offer> sight,
            Optional<DeviceId> preferred) {
        /** Whoever would run something for it, itself included. */
        public Map<DeviceId, Offer> hosts() {
            var all = new TreeMap<>(sight);
            mine.ifPresent(offer -> all.put(device, offer));
            return all;
        }

        private boolean reaches(SessionView session) {
            return session.host().equals(device) || sight.containsKey(session.host());
        }

        /** The same for everybody who sees these hosts (EX-5). */
        private Optional<DeviceId> first(Map<DeviceId, Offer> hosts, Offer offer) {
            return hosts.keySet().stream()
                    .filter(host -> hosts.get(host) == offer)
                    .max(Comparator.comparing(this::isPreferred).thenComparing(this::weight));
        }

        private boolean isPreferred(DeviceId host) {
            return preferred.filter(host::equals).isPresent();
        }

        private Bytes weight(DeviceId host) {
            return Bytes.concat(notebook.value(), host.value()).sha256();
        }
    }

    /**
     * The session that serves all where there is one, or a host that would open it; else the person's own, on this computer
     * if it can. A session whose host can not be reached is passed over (EX-9); one whose owner is asked comes last.
     *
     * @return one that names nobody, if no host is in sight (EX-6)
     */
    public static Target choose(Asker asker, ExecutionView view) {
        return view.current(SessionView.SCOPE_ALL)
                .filter(asker::reaches)
                .map(Target::of)
                .or(() -> asker.first(asker.hosts(), Offer.ALL).map(Target::of))
                .or(() -> view.current(SessionView.scopeOf(asker.person))
                        .filter(asker::reaches)
                        .map(Target::of))
                .or(() -> asker.mine.map(_ -> of(asker.device)))
                .or(() -> asker.first(asker.sight, Offer.YOU).map(Target::of))
                .or(() -> asker.first(asker.sight, Offer.ASKS).map(Target::of))
                .orElse(NOBODY);
    }

    /** The session that the host has for the asker, else the host itself. */
    public static Target on(DeviceId host, Asker asker, ExecutionView view) {
        return view.current(SessionView.SCOPE_ALL)
                .or(() -> view.current(SessionView.scopeOf(asker.person)))
                .filter(session -> session.host().equals(host))
                .map(Target::of)
                .orElseGet(() -> of(host));
    }
}
