import { CircleAlert, Info, TriangleAlert, X } from "lucide";
import { notices, type Notice } from "../model/notices";
import { S } from "../strings";
import { Icon } from "./Icon";

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert };

/** Messages at the foot of the page, and the one live region. */
export function NoticeList() {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite" data-testid="live">
        {notices.said.value}
      </div>
      <section class="notices" aria-label={S.notices.label}>
        {notices.list.value.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      </section>
    </>
  );
}

function NoticeRow({ notice }: { notice: Notice }) {
  const dismiss = () => notices.dismiss(notice.id);
  const act = () => {
    dismiss();
    notice.action?.act();
  };
  return (
    <div class={`notice ${notice.level}`} data-testid="notice">
      <Icon of={ICONS[notice.level]} />
      <p>{notice.text}</p>
      {notice.action && (
        <button type="button" class="button small" onClick={act}>
          {notice.action.label}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={S.notices.dismiss} onClick={dismiss}>
        <Icon of={X} />
      </button>
    </div>
  );
}
