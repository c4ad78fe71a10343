// Colours of a terminal as spans: what to write, with which classes. Pure; anser reads the escape sequences.
import Anser from "anser";
import { readableOn, rgb, paletteColour, type Rgb } from "./colour";

export interface Span {
  readonly text: string;
  readonly classes: string;
  /** CSS for colours that are not among the sixteen. */
  readonly style: string;
}

type Entry = Anser.AnserJsonEntry & { isInverted?: boolean };

/** The spans of a text that begins with the colours of `style` (an escape sequence, or nothing). */
export function spans(text: string, style = ""): Span[] {
  if (style === "" && !text.includes("\u001b")) return [{ text, classes: "", style: "" }];
  return Anser.ansiToJson(style + text, { json: true, use_classes: true, remove_empty: true }).map((entry) =>
    span(entry),
  );
}

/** Without any colours. */
export const withoutColours = (text: string) => Anser.ansiToText(text);

function span(entry: Entry): Span {
  const text = entry.content.replaceAll("\u001b", "");
  const classes = entry.decorations.filter((word) => word !== "hidden").map((word) => `ansi-${word}`);
  if (entry.isInverted && !named(entry.fg) && !named(entry.bg))
    return { text, classes: ["ansi-inverse", ...classes].join(" "), style: "" };
  if (entry.bg) return { text, classes: classes.join(" "), style: onBackground(entry) };
  const colour = special(entry.fg, entry.fg_truecolor);
  if (colour) return { text, classes: classes.join(" "), style: `color:${readableOn(colour)}` };
  if (entry.fg) classes.unshift(entry.fg);
  return { text, classes: classes.join(" "), style: "" };
}

/** Whether a colour was asked for; anser fills in black and white where text is shown inverted. */
const named = (name: string | null) => Boolean(name) && name !== "ansi-black" && name !== "ansi-white";

function special(name: string | null, trueColour: string | null): Rgb | undefined {
  if (name === "ansi-truecolor" && trueColour) return rgb(trueColour);
  const palette = /^ansi-palette-(\d+)$/.exec(name ?? "");
  return palette ? paletteColour(Number(palette[1])) : undefined;
}

/** On a background both colours are the program's own, unless they can't be told apart. */
function onBackground(entry: Entry): string {
  const back = special(entry.bg, entry.bg_truecolor) ?? paletteColour(entry.bg);
  const front = entry.fg ? (special(entry.fg, entry.fg_truecolor) ?? paletteColour(entry.fg)) : undefined;
  return `background:${back.css};color:${back.textOver(front)}`;
}
