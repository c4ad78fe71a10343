interface Props {
  /** Of those that exclude each other. */
  group: string;
  label: string;
  /** What follows from it. */
  means: string;
  /** Why it can not be chosen. */
  why: string | null;
  chosen: boolean;
  onChoose: () => void;
}

/** One of several that exclude each other, with a sentence below it. */
export function Choice({ group, label, means, why, chosen, onChoose }: Props) {
  return (
    <label class={why === null ? "choice" : "choice blocked"} title={why ?? undefined}>
      <input type="radio" name={group} checked={chosen} disabled={why !== null && !chosen} onChange={onChoose} />
      <span>
        <span class="choice-label">{label}</span>
        <span class="choice-means">{means}</span>
      </span>
    </label>
  );
}
