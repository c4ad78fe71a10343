import { S } from "../strings";

/** The mark: an electrode and its charge. */
export function Brand({ href, label }: { href?: string; label?: string }) {
  const mark = (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 2.5 21 20.5H15.8L12 12.4 8.2 20.5H3Z" fill="currentColor" />
      <circle cx="12" cy="19" r="2.2" fill="currentColor" />
    </svg>
  );
  if (!href)
    return (
      <span class="brand">
        {mark} {S.name}
      </span>
    );
  return (
    <a class="brand" href={href} aria-label={label} title={label}>
      {mark}
    </a>
  );
}
