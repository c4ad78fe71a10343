import { Link, Undo2 } from "lucide";
import type { InviteRow } from "../../protocol";
import { S } from "../../strings";
import { Icon } from "../Icon";
import type { Arrange } from "./ShareDialog";

/** The links made here that still let somebody in. */
export function InviteList({ invites, arrange }: { invites: readonly InviteRow[]; arrange: Arrange }) {
  return (
    <section aria-label={S.share.links}>
      <h3>{S.share.links}</h3>
      <ul class="invites" data-testid="invites">
        {invites.map((invite) => {
          const { role, expiresS, uses, used, autoApprove } = invite;
          const what = S.share.linkOf(role, expiresS);
          return (
            <li key={invite.invite}>
              <Icon of={Link} />
              <div class="person">
                <span class="person-name">{what}</span>
                <span class="person-facts">
                  {[S.share.used(used, uses), autoApprove && S.share.unasked].filter(Boolean).join(" · ")}
                </span>
              </div>
              <button
                type="button"
                class="button small"
                aria-label={S.share.takeBackOne(what)}
                onClick={() => void arrange({ t: "revokeInvite", invite: invite.invite })}
              >
                <Icon of={Undo2} size={14} /> {S.share.takeBack}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
