// Pictures. SVG too is only ever an image: nothing in it runs, loads or listens.
import { useEffect, useMemo, useState } from "preact/hooks";
import { words } from "./words";
import { Withheld } from "./Withheld";

/** Sizes from a file are wishes: no picture is wider or higher than this, in CSS pixels. */
const SIDE_PX_MAX = 10_000;
/** A larger picture gets a blob: URL; a data: URL is copied around as a string. */
const DATA_URL_CHARS_MAX = 64 * 1024;

export interface ImageProps {
  mime: string;
  /** Base64, or the text of an SVG. */
  content: string;
  alt: string;
  /** What the output's metadata says of this type. */
  meta?: unknown;
  onFail?: () => void;
}

export function ImageView({ mime, content, alt, meta, onFail }: ImageProps) {
  const [failed, setFailed] = useState(false);
  const url = useUrl(mime, content);
  useEffect(() => {
    setFailed(false);
    if (url === undefined) onFail?.();
  }, [url]);
  if (failed || url === undefined) return <Withheld why={words.brokenImage} />;
  const fail = () => (onFail ? onFail() : setFailed(true));
  return (
    <div class="out-image">
      <img
        src={url}
        alt={alt}
        width={side(meta, "width")}
        height={side(meta, "height")}
        onError={fail}
        decoding="async"
      />
    </div>
  );
}

/** undefined: the content is no base64. */
function useUrl(mime: string, content: string): string | undefined {
  const url = useMemo(() => {
    if (mime === "image/svg+xml")
      return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(content.toWellFormed())}`;
    const packed = content.replace(/\s+/g, "");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed === "") return undefined;
    return packed.length <= DATA_URL_CHARS_MAX ? `data:${mime};base64,${packed}` : blobUrl(mime, packed);
  }, [mime, content]);
  useEffect(() => () => void (url?.startsWith("blob:") && URL.revokeObjectURL(url)), [url]);
  return url;
}

function blobUrl(mime: string, base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes], { type: mime }));
  } catch {
    return undefined;
  }
}

function side(meta: unknown, name: "width" | "height"): number | undefined {
  const wished = Number((meta as Record<string, unknown> | undefined)?.[name]);
  return wished > 0 && wished <= SIDE_PX_MAX ? wished : undefined;
}

/** What a picture is called for those who don't see it: the text that came with it, if it says something. */
export function altOf(plain: string | undefined): string {
  const text = plain?.trim().replace(/^<(.*)>$/s, "$1") ?? "";
  return text !== "" && text.length <= 200 ? text : words.image;
}
