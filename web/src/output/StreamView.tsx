// What a run printed: one stream's outputs that follow each other, shown as one text.
import { useRef, useState } from "preact/hooks";
import { STREAM_MIME, type BlobSource, type Datum, type Output } from "../protocol";
import { sizeOf, useBodies, type Body } from "./body";
import { useNear } from "./near";
import { printing } from "./printing";
import { cutAfter, FOLD_ROWS } from "./text";
import { BodyWithheld, FoldedText } from "./TextView";
import { words } from "./words";

const NOTHING: Datum = { text: "" };

export function StreamView({ outputs, blobs }: { outputs: readonly Output[]; blobs: BlobSource }) {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box, true);
  const [open, setOpen] = useState(false);
  const data = outputs.map((output) => output.data?.[STREAM_MIME] ?? NOTHING);
  const bodies = useBodies(data, blobs, (index, known) => near && (open || printing.value || isInFold(index, known)));
  const isError = outputs[0]?.name === "stderr";
  const held = bodies.findIndex((body) => body.state === "asks" || body.state === "failed");
  const parts = bodies.map((body) => (body.state === "here" ? body.text : undefined));
  return (
    <div
      ref={box}
      class={isError ? "out out-stderr" : "out out-stdout"}
      role="group"
      aria-label={isError ? words.stderr : words.stdout}
    >
      {isError && <span class="out-mark" aria-hidden="true" />}
      {parts[0] === undefined && bodies[0]!.state !== "here" ? (
        <BodyWithheld body={bodies[0]!} what="Text" />
      ) : (
        <FoldedText
          parts={parts}
          size={data.reduce((sum, datum) => sum + sizeOf(datum), 0)}
          open={open}
          onToggle={() => setOpen(!open)}
        />
      )}
      {held > 0 && <BodyWithheld body={bodies[held] as Exclude<Body, { state: "here" }>} what="A part of the text" />}
    </div>
  );
}

/** The parts from the first on that fill the fold, and the last. */
function isInFold(index: number, bodies: readonly Body[]): boolean {
  if (index === 0 || index === bodies.length - 1) return true;
  const before = bodies.slice(0, index);
  if (!before.every((body) => body.state === "here")) return false;
  const text = before.map((body) => body.text).join("");
  return cutAfter(text, FOLD_ROWS) === text.length;
}
