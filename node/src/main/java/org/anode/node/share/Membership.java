package org.anode.node.share;

import java.util.List;
import java.util.Optional;
import org.anode.node.identity.Identity;
import org.anode.node.identity.RootStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.Members;
import org.anode.node.room.RoomSecret;
import org.anode.node.share.LobbyMessage.Welcome;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.Parsed.Malformed;
import org.anode.schema.Parsed.Ok;

/**
 * What a joiner got and found sound: the notebook may be stored.
 *
 * @param statements of the members log, encoded, each after what it needs: the root first
 * @param grant      this device's
 */
public record Membership(NotebookId notebook, List<Bytes> statements, GrantId grant, RoomSecret secret) {
    public Membership {
        statements = List.copyOf(statements);
    }

    static Parsed<Membership> of(Welcome welcome, InviteLink link, Identity self) {
        if (!welcome.notebook().equals(link.notebook())) return new Malformed<>("another notebook");
        return switch (members(welcome)) {
            case Malformed<Members>(var reason) -> new Malformed<>(reason);
            case Ok<Members>(var members) -> {
                var grant = grant(members, link, self.device());
                yield grant.isEmpty()
                        ? new Malformed<>("no right for this device")
                        : unsealed(welcome, members, grant.get(), self);
            }
        };
    }

    private static Parsed<Members> members(Welcome welcome) {
        var statements = welcome.statements();
        if (statements.isEmpty()) return new Malformed<>("no root statement");
        if (RootStatement.open(welcome.notebook(), statements.getFirst())
                instanceof Malformed<Statement.Grant>(var reason)) return new Malformed<>(reason);
        var members = new Members(welcome.notebook(), statements.getFirst());
        for (var taken : members.takeAll(statements.subList(1, statements.size()))) {
            switch (taken) {
                case Members.Taken.New _, Members.Taken.Known _ -> {}
                case Members.Taken.Unplaced _ -> {
                    return new Malformed<>("a statement whose issuer is not there");
                }
                case Members.Taken.Malformed(var reason) -> {
                    return new Malformed<>(reason);
                }
            }
        }
        return new Ok<>(members);
    }

    /** Of several the one that gives all the link promises, if there is one. */
    private static Optional<GrantId> grant(Members members, InviteLink link, DeviceId self) {
        var mine = members.grantsOf(self);
        return mine.stream()
                .filter(id -> members.grant(id).filter(link.terms()::coveredBy).isPresent())
                .findFirst()
                .or(() -> mine.stream().findFirst());
    }

    private static Parsed<Membership> unsealed(Welcome welcome, Members members, GrantId grant, Identity self) {
        return switch (SealedSecret.open(welcome.notebook(), welcome.epoch(), self, welcome.sealed())) {
            case Malformed<RoomSecret>(var reason) -> new Malformed<>(reason);
            case Ok<RoomSecret>(var secret) ->
                new Ok<>(new Membership(welcome.notebook(), members.statements(), grant, secret));
        };
    }
}
