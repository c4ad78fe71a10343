import { describe, expect, test } from "vitest";
import { spans } from "./ansi";
import { paletteColour, Rgb, readableOn } from "./colour";

const ESC = "\u001b";

describe("colours of a terminal", () => {
  test.each([
    [`${ESC}[31mred`, "ansi-red", ""],
    [`${ESC}[1;94mbright`, "ansi-bright-blue ansi-bold", ""],
    [`${ESC}[7minverse`, "ansi-inverse", ""],
    [`${ESC}[41mon red`, "", "background:rgb(187,0,0);color:rgb(255,255,255)"],
    [`${ESC}[30;40mblack on black`, "", "background:rgb(0,0,0);color:rgb(255,255,255)"],
    [`${ESC}[8mhidden`, "", ""],
  ])("%j", (text, classes, style) =>
    expect(spans(text)).toEqual([{ text: text.slice(text.indexOf("m") + 1), classes, style }]),
  );

  test("a text goes on in the colours it is given", () => {
    expect(spans("more", `${ESC}[32m`)).toEqual([{ text: "more", classes: "ansi-green", style: "" }]);
  });

  test("nothing of a sequence that is none gets into a style", () => {
    const text = `${ESC}[38;2;1;2;3;url(x)mx${ESC}[31;"><b>my`;
    for (const span of spans(text)) expect(span.style).toMatch(/^[a-z0-9(),:;-]*$/);
  });
});

const luminance = (css: string) => new Rgb(...(css.match(/\d+/g)!.map(Number) as [number, number, number])).luminance;
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

test.each(Array.from({ length: 256 }, (_, index) => index))("colour %i of 256 can be read in both themes", (index) => {
  const [, light, dark] = /^light-dark\((rgb\(.*?\)),(rgb\(.*?\))\)$/.exec(readableOn(paletteColour(index)))!;
  expect(contrast(luminance(light!), 0.88)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(luminance(dark!), 0.03)).toBeGreaterThanOrEqual(4.5);
});
