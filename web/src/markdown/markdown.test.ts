// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { piecesOf } from "./Latex";
import { isTameHtml, isTameSource } from "./limits";
import { formulaAt } from "./math";
import { purified } from "./purify";
import { rendered } from "./render";

const PNG = "iVBORw0KGgo=";
const html = (source: string) => rendered(source).trim();

describe("formulas", () => {
  test.each([
    ["$x$", "x", false],
    ["$$x$$", "x", true],
    ["\\(x\\)", "x", false],
    ["\\[x\\]", "x", true],
    ["\\\\(x\\\\)", "x", false],
    ["$a_1 b_2$", "a_1 b_2", false],
    ["\\begin{align*}a&=b\\end{align*}", "\\begin{align*}a&=b\\end{align*}", true],
  ])("%s", (text, tex, display) => expect(formulaAt(text, 0, new Set())).toEqual({ tex, display, end: text.length }));

  test.each(["$5 and $6", "$ x $", "$", "$$", "\\(x", "\\begin{a}x\\end{b}", "$x\n\ny$"])("%j is none", (text) =>
    expect(formulaAt(text, 0, new Set())).toBeUndefined(),
  );

  test("markdown leaves what is inside alone", () => {
    expect(html("a $x_1*y_2*z$ b")).toBe('<p>a <span class="math">x_1*y_2*z</span> b</p>');
    expect(html("$$\na < b\n\n+ c\n$$")).toBe('<span class="math math-display">\na &lt; b\n\n+ c\n</span>');
    expect(html("`$x$`")).toBe("<p><code>$x$</code></p>");
  });

  test("an output of LaTeX is text with formulas, or a formula", () => {
    expect(piecesOf("a $x$ b")).toEqual(["a ", { tex: "x", display: false }, " b"]);
    expect(piecesOf("\\frac12")).toEqual([{ tex: "\\frac12", display: true }]);
  });
});

describe("tags that people write", () => {
  test.each([
    ["a<br>b", "<p>a<br>b</p>"],
    ['<b onclick="x" style="y">z</b>', "<p><b>z</b></p>"],
    ["<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"],
    ["a <!-- said --> b", "<p>a  b</p>"],
    ['<a href="javascript:x">y</a>', "<p><a>y</a></p>"],
    [
      '<a href="https://a.b/?c&amp;d">y</a>',
      '<p><a href="https://a.b/?c&amp;d" target="_blank" rel="noopener noreferrer">y</a></p>',
    ],
    [
      "<div align=center>\n<b>x</b> &nbsp; $y$\n</div>",
      '<div align="center">\n<b>x</b> &nbsp; <span class="math">y</span>\n</div>',
    ],
    ["<table><tr><td colspan=2>x</table>", '<table><tr><td colspan="2">x</table>'],
  ])("%s", (source, expected) => expect(html(source)).toBe(expected));
});

describe("pictures", () => {
  const attachments = {
    "a b.png": { "image/png": PNG },
    "s.svg": { "image/svg+xml": "<svg/>" },
    "t.txt": { "text/html": "x" },
  };

  test("come from attachments and data: addresses", () => {
    expect(rendered("![x](attachment:a%20b.png)", attachments)).toContain(
      `<img src="data:image/png;base64,${PNG}" alt="x">`,
    );
    expect(rendered("![x](attachment:s.svg)", attachments)).toContain(
      'src="data:image/svg+xml;charset=utf-8,%3Csvg%2F%3E"',
    );
    expect(rendered(`![x](data:image/png;base64,${PNG})`)).toContain(`<img src="data:image/png;base64,${PNG}"`);
    expect(rendered('<img src="attachment:a b.png" width=50 onerror=x>', attachments)).toContain('alt="" width="50">');
  });

  test.each([
    ["![x](https://example.org/a.png)", "example.org is not loaded"],
    ["![x](a.png)", "(a.png) is not part of the notebook"],
    ["![x](attachment:t.txt)", "has no attachment t.txt"],
    ["![x](attachment:constructor)", "has no attachment constructor"],
  ])("%s is named, not loaded", (source, why) => {
    expect(rendered(source, attachments)).toContain(why);
    expect(rendered(source, attachments)).not.toContain("<img");
  });
});

describe("headings, links, tasks, tables", () => {
  test("ids have a prefix and differ", () => {
    expect(html("# Page\n# Page")).toBe('<h1 id="md-page">Page</h1>\n<h1 id="md-page-1">Page</h1>');
  });

  test("links inside the notebook lead to headings only", () => {
    expect(html("[x](#Some-Heading)")).toBe('<p><a href="#md-some-heading">x</a></p>');
    expect(html("[x](#token=0)")).toBe('<p><a href="#md-token0">x</a></p>');
  });

  test("links outside open apart, others are none", () => {
    expect(html("[x](https://a.b)")).toContain('target="_blank" rel="noopener noreferrer"');
    expect(html("[x](/api/export/y)")).not.toContain("href");
    expect(html("[x](//a.b)")).not.toContain("href");
  });

  test("tasks are boxes that say their state", () => {
    expect(html("- [x] a\n- [ ] b")).toContain('<input type="checkbox" disabled checked aria-label="done"> a');
  });

  test("columns keep their sides", () => expect(html("|a|\n|-:|\n|1|")).toContain('<td align="right">1</td>'));

  test("Python is coloured", () => {
    expect(html("```python\ndef f(): pass\n```")).toContain('<span class="t-keyword">def</span>');
  });
});

describe("R5 the second wall holds alone", () => {
  const behind = (given: string) => {
    const box = document.createElement("div");
    box.append(purified(given));
    return box.innerHTML;
  };

  test.each([
    ["<script>x</script>", ""],
    ["<img src=https://a.b onerror=x>", ""],
    ['<a href="javascript:x" onclick="y" data-z="1">t</a>', "<a>t</a>"],
    ['<a href="#token=1">t</a>', "<a>t</a>"],
    ['<a href="/api">t</a>', "<a>t</a>"],
    ['<p id="page" class="cell math" style="position:fixed">t</p>', '<p class="math">t</p>'],
    ["<form><input name=a></form>", ""],
    ["<svg><script>x</script></svg>", ""],
    ["<iframe src=x></iframe><object></object><style>x</style>", ""],
  ])("%s leaves %j", (given, left) => expect(behind(given)).toBe(left));
});

describe("what would hold up the page is shown as text", () => {
  test.each(["[".repeat(20_000), "*".repeat(20_000), "<b>".repeat(20_000), "x".repeat(9_000_000)])(
    "a source of $length",
    (source) => expect(isTameSource(source)).toBe(false),
  );

  test("elements inside each other without end", () => {
    expect(isTameHtml(rendered("<div>".repeat(200)))).toBe(false);
    expect(isTameHtml(rendered(`${"*a ".repeat(300)}${"b*".repeat(300)}`))).toBe(false);
    expect(isTameHtml("<p>a<br>".repeat(50))).toBe(true);
  });
});
