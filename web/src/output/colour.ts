// Colours with enough contrast. Pure.

/** WCAG 2.2 AA for text. */
const CONTRAST_LEAST = 4.5;
/** Close to the darkest surface of the light theme and the lightest one of the dark theme that text stands on. */
const LIGHT_SURFACE = 0.88;
const DARK_SURFACE = 0.03;

export class Rgb {
  constructor(
    readonly r: number,
    readonly g: number,
    readonly b: number,
  ) {}

  get css(): string {
    return `rgb(${this.r},${this.g},${this.b})`;
  }

  /** Relative luminance of WCAG, 0 to 1. */
  get luminance(): number {
    const [r, g, b] = [this.r, this.g, this.b].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  }

  mixed(other: Rgb, share: number): Rgb {
    const part = (a: number, b: number) => Math.round(a + (b - a) * share);
    return new Rgb(part(this.r, other.r), part(this.g, other.g), part(this.b, other.b));
  }

  /** The wanted colour for text on this one, or black or white where it could not be read. */
  textOver(wanted: Rgb | undefined): string {
    if (wanted && contrast(wanted.luminance, this.luminance) >= CONTRAST_LEAST) return wanted.css;
    return contrast(0, this.luminance) >= contrast(1, this.luminance) ? BLACK.css : WHITE.css;
  }
}

const BLACK = new Rgb(0, 0, 0);
const WHITE = new Rgb(255, 255, 255);

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** "1, 2, 3" as anser writes it. */
export function rgb(text: string): Rgb {
  const [r = 0, g = 0, b = 0] = text.split(",").map(Number);
  return new Rgb(r, g, b);
}

const readable = new Map<string, string>();
/** Colours remembered: more than any palette has. */
const READABLE_MAX = 4096;

/** The colour as CSS for text on the page: darker in the light theme, lighter in the dark one, as far as needed. */
export function readableOn(colour: Rgb): string {
  const known = readable.get(colour.css);
  if (known) return known;
  const css = `light-dark(${toward(colour, BLACK, LIGHT_SURFACE).css},${toward(colour, WHITE, DARK_SURFACE).css})`;
  if (readable.size >= READABLE_MAX) readable.clear();
  readable.set(colour.css, css);
  return css;
}

function toward(colour: Rgb, end: Rgb, surface: number): Rgb {
  for (let share = 0; share < 1; share += 0.1) {
    const mixed = colour.mixed(end, share);
    if (contrast(mixed.luminance, surface) >= CONTRAST_LEAST) return mixed;
  }
  return end;
}

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const SIXTEEN: readonly [number, number, number][] = [
  [0, 0, 0],
  [187, 0, 0],
  [0, 187, 0],
  [187, 187, 0],
  [0, 0, 187],
  [187, 0, 187],
  [0, 187, 187],
  [229, 229, 229],
  [85, 85, 85],
  [255, 85, 85],
  [0, 255, 0],
  [255, 255, 85],
  [85, 85, 255],
  [255, 85, 255],
  [85, 255, 255],
  [255, 255, 255],
];
const CUBE = [0, 95, 135, 175, 215, 255];

/** A colour of xterm's 256, by number, or one of its first sixteen by anser's name for it. */
export function paletteColour(which: number | string | null): Rgb {
  const index = typeof which === "number" ? which : indexOf(which ?? "");
  if (index < 16) return new Rgb(...SIXTEEN[Math.max(0, index)]!);
  if (index >= 232) return grey(8 + (index - 232) * 10);
  const at = index - 16;
  return new Rgb(CUBE[Math.floor(at / 36)]!, CUBE[Math.floor(at / 6) % 6]!, CUBE[at % 6]!);
}

const grey = (level: number) => new Rgb(level, level, level);

function indexOf(name: string): number {
  const bright = name.startsWith("ansi-bright-");
  const at = NAMES.indexOf(name.replace(/^ansi-(bright-)?/, ""));
  return (bright ? 8 : 0) + Math.max(0, at);
}
