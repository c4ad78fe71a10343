import { onMac } from "./keyboard";

const MAC: Record<string, string> = { Accel: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧", Enter: "⏎" };
const OTHER: Record<string, string> = { Accel: "Ctrl" };
const BOTH: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

const nameOf = (part: string) => BOTH[part] ?? (onMac ? MAC[part] : OTHER[part]) ?? part;

/** "D D" or "Accel+Shift+C", as keys. */
export function KeyNames({ keys }: { keys: string }) {
  return (
    <span class="keys">
      {keys.split(" ").map((chord, index) => (
        <span key={index}>
          {chord.split(/\+(?=.)/).map((part) => (
            <kbd key={part}>{nameOf(part)}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
