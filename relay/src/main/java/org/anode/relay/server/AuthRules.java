package org.anode.relay.server;

import java.util.Optional;
import java.util.Set;
import org.anode.relay.wire.Bytes;
import org.anode.relay.wire.ClientKey;
import org.anode.relay.wire.ClientMessage.Auth;
import org.anode.relay.wire.Refusal;
import org.anode.relay.wire.RelayName;
import org.anode.relay.wire.ServerMessage.Refused;

/**
 * Who is welcome, before the signature is looked at, which costs more (RL-5, RL-9).
 *
 * @param names   of this relay; with none, what the client's Host header says, which another relay can make up
 * @param token   that all clients need
 * @param clients that may come; all, if none is named
 */
record AuthRules(Set<RelayName> names, Optional<Bytes> token, Set<ClientKey> clients) {
    Optional<Refused> judge(Auth auth, Optional<RelayName> host) {
        boolean meant = names.isEmpty() ? host.equals(Optional.of(auth.name())) : names.contains(auth.name());
        if (!meant)
            return refused(
                    Refusal.OTHER_NAME, "This relay is not the one you meant: check the address you connect to.");
        if (token.isPresent() && !token.get().matches(auth.token()))
            return refused(Refusal.TOKEN_NEEDED, "This relay needs an access token: ask whoever runs it.");
        if (!clients.isEmpty() && !clients.contains(auth.key()))
            return refused(Refusal.NOT_ALLOWED, "This relay serves listed devices only: ask whoever runs it.");
        return Optional.empty();
    }

    private static Optional<Refused> refused(Refusal code, String text) {
        return Optional.of(new Refused(code, text));
    }
}
