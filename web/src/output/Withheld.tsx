import type { ComponentChildren } from "preact";

/** Stands where something is not shown: why, and what can be done about it. */
export function Withheld(props: {
  why: string;
  action?: { word: string; run: () => void };
  height?: number;
  children?: ComponentChildren;
}) {
  const { why, action, height, children } = props;
  return (
    <div class="out-withheld" style={height ? { minHeight: `${height}px` } : undefined}>
      <p>
        <span>{why}</span>
        {action && (
          <button type="button" class="out-button" onClick={action.run}>
            {action.word}
          </button>
        )}
      </p>
      {children}
    </div>
  );
}
