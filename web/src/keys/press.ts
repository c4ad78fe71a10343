// From key presses to commands: a pure machine, so that "D D" is a rule and not a timer.
import type { CommandId } from "./commands";
import { type Binding, KEYMAP, type Mode } from "./keymap";

// JupyterLab's own: two presses further apart are two presses.
const SECOND_PRESS_MS = 1_000;

export interface Press {
  key: string;
  code: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
  meta: boolean;
}

export type Pressed = { k: "command"; id: CommandId } | { k: "half" } | { k: "nothing" };

/** How a press may be written in the map: by the character, and by the key where Shift changes the character. */
function names(press: Press): string[] {
  const letter = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const byCode = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1] ?? (press.code === "Minus" ? "-" : undefined);
  const modifiers = [press.ctrl && "Ctrl", press.alt && "Alt", press.meta && "Meta"].filter(Boolean);
  const withShift = [...modifiers, press.shift && "Shift"].filter(Boolean);
  const found = [[...withShift, letter].join("+")];
  if (byCode && (press.ctrl || press.meta)) found.push([...withShift, byCode].join("+"));
  if (press.shift && !/^[A-Z]$/.test(letter) && letter.length === 1) found.push([...modifiers, letter].join("+"));
  return found;
}

const ORDER = ["Ctrl", "Alt", "Meta", "Shift"];

/** One way to write it, with Accel resolved. */
export function canonical(chord: string, mac: boolean): string {
  const parts = chord.replace("Accel", mac ? "Meta" : "Ctrl").split(/\+(?=.)/);
  const key = parts.pop()!;
  return [...ORDER.filter((modifier) => parts.includes(modifier)), key].join("+");
}

export class KeyMachine {
  #first: { name: string; at: number } | null = null;
  readonly #bindings: { mode?: Mode; chords: string[]; id: CommandId }[];

  constructor(mac: boolean, map: readonly Binding[] = KEYMAP) {
    this.#bindings = map.map(({ keys, mode, command }) => ({
      mode,
      chords: keys.split(" ").map((chord) => canonical(chord, mac)),
      id: command,
    }));
  }

  /** Whether it is a command there, or a part of one. */
  knows(press: Press, mode: Mode): boolean {
    const written = names(press);
    return this.#in(mode).some(({ chords }) => chords.some((chord) => written.includes(chord)));
  }

  #in(mode: Mode) {
    return this.#bindings.filter((binding) => binding.mode === undefined || binding.mode === mode);
  }

  press(press: Press, mode: Mode, atMs: number): Pressed {
    const written = names(press);
    const here = this.#in(mode);
    const first = this.#first;
    this.#first = null;
    if (first && atMs - first.at <= SECOND_PRESS_MS) {
      const second = here.find(({ chords }) => chords[0] === first.name && written.includes(chords[1] ?? ""));
      if (second) return { k: "command", id: second.id };
    }
    const whole = here.find(({ chords }) => chords.length === 1 && written.includes(chords[0]!));
    if (whole) return { k: "command", id: whole.id };
    const half = here.find(({ chords }) => chords.length === 2 && written.includes(chords[0]!));
    if (!half) return { k: "nothing" };
    this.#first = { name: half.chords[0]!, at: atMs };
    return { k: "half" };
  }
}
