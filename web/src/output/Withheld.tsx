import type { ComponentChildren } from "preact";

export interface Action {
  word: string;
  run: () => void;
}

/** Stands where something is not shown: why, and what can be done about it. */
export function Withheld(props: {
  why: string;
  action?: Action;
  /** Another one beside it. */
  second?: Action;
  height?: number;
  children?: ComponentChildren;
}) {
  const { why, height, children } = props;
  const actions = [props.action, props.second].filter((action) => action !== undefined);
  return (
    <div class="out-withheld" style={height ? { minHeight: `${height}px` } : undefined}>
      <p>
        <span>{why}</span>
        {actions.map(({ word, run }) => (
          <button key={word} type="button" class="out-button" onClick={run}>
            {word}
          </button>
        ))}
      </p>
      {children}
    </div>
  );
}
