import { useMemo } from "preact/hooks";
import { encode } from "uqr";
import { S } from "../../strings";

// What readers want to see around it, in modules.
const QUIET = 4;

/** Dark on light in both themes, as readers of the code expect. */
export function QrCode({ text, label = S.share.qr }: { text: string; label?: string }) {
  const code = useMemo(() => codeOf(text), [text]);
  if (!code) return <p class="quiet">{S.share.qrTooLong}</p>;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${code.size} ${code.size}`}>
      <path d={code.path} />
    </svg>
  );
}

function codeOf(text: string): { size: number; path: string } | null {
  try {
    const { size, data } = encode(text, { ecc: "L", border: QUIET });
    const dark = (row: boolean[], y: number) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")).join("");
    return { size, path: data.map(dark).join("") };
  } catch {
    return null;
  }
}
