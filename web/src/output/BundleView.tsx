// One display or result: the best of its MIME types, and the next best when that one fails.
import { lazy } from "./lazy";
import { useEffect, useRef, useState } from "preact/hooks";
import { MarkdownSoon } from "../markdown/soon";
import type { BlobSource, Datum, Output } from "../protocol";
import { useBody } from "./body";
import type { Doubt } from "./doubt";
import { ErrorView } from "./ErrorView";
import { FrameView } from "./FrameView";
import { altOf, ImageView } from "./ImageView";
import { choices, type Choice } from "./mime";
import { useNear } from "./near";
import { printing } from "./printing";
import { joined } from "./text";
import { BodyWithheld, TextView } from "./TextView";
import { words } from "./words";
import { Withheld } from "./Withheld";

const TableView = lazy(() => import("./TableView"));
const JsonTree = lazy(() => import("./JsonTree"));
const Latex = lazy(() => import("../markdown/Latex"));

interface BundleProps {
  output: Output;
  blobs: BlobSource;
  doubt: Doubt | null;
}

/** Types of one output that turned out not to be showable. */
interface Failures {
  readonly output: Output;
  readonly mimes: readonly string[];
}

export function BundleView({ output, blobs, doubt }: BundleProps) {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box, true) || printing.value;
  const [failures, setFailures] = useState<Failures>({ output, mimes: [] });
  const failed = failures.output === output ? failures.mimes : [];
  const data = output.data ?? {};
  const possible = choices(Object.keys(data));
  const best = possible.find(({ mime }) => !failed.includes(mime));
  const [asText, setAsText] = useState(false);
  const text = best?.shape === "table" ? possible.find(({ mime }) => mime === "text/plain") : undefined;
  const choice = asText && text ? text : best;
  const fail = () => choice && setFailures({ output, mimes: [...failed, choice.mime] });
  return (
    <div ref={box} class={`out out-${output.kind}`} role="group" aria-label={label(output)}>
      {choice ? (
        <Chosen
          key={choice.mime}
          {...{ choice, output, blobs, doubt, near }}
          datum={data[choice.mime]!}
          plain={plainOf(data)}
          onFail={possible.length > failed.length + 1 ? fail : undefined}
        />
      ) : (
        <Withheld why={nothingToShow(Object.keys(data))} />
      )}
      {text && (
        <button type="button" class="out-button out-other" onClick={() => setAsText(!asText)}>
          {asText ? words.asTable : words.asText}
        </button>
      )}
    </div>
  );
}

const label = (output: Output) => (output.kind === "result" ? words.result(output.count) : words.display);

const nothingToShow = (mimes: string[]) => (mimes.length === 0 ? words.empty : words.unknownTypes(mimes.join(", ")));

/** The text form, where it is short enough to be inline. */
function plainOf(data: Record<string, Datum>): string {
  const plain = data["text/plain"];
  return plain && "text" in plain ? joined(plain.text) : "";
}

interface ChosenProps extends BundleProps {
  choice: Choice;
  datum: Datum;
  plain: string;
  near: boolean;
  /** Undefined where there is nothing else to show. */
  onFail: (() => void) | undefined;
}

function Chosen({ choice: { shape, mime }, output, datum, plain, blobs, near, doubt, onFail }: ChosenProps) {
  const body = useBody(datum, blobs, near);
  if (body.state !== "here") return <BodyWithheld body={body} what={mime} />;
  const { text } = body;
  switch (shape) {
    case "text":
      return <TextView text={text} />;
    case "error":
      return <ErrorView output={errorOf(text)} />;
    case "markdown":
      return <MarkdownSoon source={text} />;
    case "latex":
      return <Latex source={text} />;
    case "table":
      return <TableView text={text} onFail={onFail} />;
    case "json":
      return <Json text={text} onFail={onFail} />;
    case "image":
    case "svg":
      return <ImageView {...{ mime, onFail }} content={text} alt={altOf(plain)} meta={metaOf(output, mime)} />;
    case "html":
    case "script":
    case "vega":
    case "plotly":
      return <FrameView kind={shape} {...{ mime, text, plain, doubt, output }} />;
  }
}

function Json({ text, onFail }: { text: string; onFail: (() => void) | undefined }) {
  const value = parsed(text);
  useEffect(() => void (value === undefined && onFail?.()), [text]);
  if (value !== undefined) return <JsonTree value={value} />;
  return (
    <>
      <p class="out-note">{words.badJson}</p>
      <TextView text={text} />
    </>
  );
}

/** undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function metaOf(output: Output, mime: string): unknown {
  const meta = parsed(output.meta ?? "{}");
  return typeof meta === "object" && meta !== null ? (meta as Record<string, unknown>)[mime] : undefined;
}

/** application/vnd.jupyter.error: `{name, message, stack}`. */
function errorOf(text: string): Output {
  const { name, message, stack } = (parsed(text) ?? {}) as Record<string, unknown>;
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  return { kind: "error", ename: word(name) || "Error", evalue: word(message), traceback: [word(stack)] };
}
