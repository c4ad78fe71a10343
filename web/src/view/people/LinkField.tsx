import { Copy } from "lucide";
import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { S } from "../../strings";
import { Icon } from "../Icon";
import { QrCode } from "./QrCode";

interface Props {
  link: string;
  label: string;
  qr: string;
  testId: string;
  /** Stands below the text. */
  children?: ComponentChildren;
}

/** A link to take away: as text, and as a picture for another device's camera. */
export function LinkField({ link, label, qr, testId, children }: Props) {
  const copied = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      copied.value = link;
    } catch {
      // Not allowed in this browser: by hand, then.
      field.current?.select();
    }
  };
  return (
    <>
      <div class="share-link">
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={label}
          data-testid={testId}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button primary" onClick={copy}>
          <Icon of={Copy} size={14} />
          <span aria-live="polite">{copied.value === link ? S.share.copied : S.share.copy}</span>
        </button>
      </div>
      {children}
      <QrCode text={link} label={qr} />
    </>
  );
}
