import { useLayoutEffect, useRef } from "preact/hooks";
import { S } from "../../strings";

interface Props {
  question: string;
  yes: string;
  onYes: () => void;
  /** It was answered, either way. */
  onEnd: () => void;
}

/** Asks once more, in its place, before something that can not be taken back. */
export function Sure({ question, yes, onYes, onEnd }: Props) {
  const no = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    no.current?.focus();
    no.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div class="sure" role="group" aria-label={question}>
      <p>{question}</p>
      <div class="dialog-actions">
        <button ref={no} type="button" class="button small" onClick={onEnd}>
          {S.share.cancel}
        </button>
        <button
          type="button"
          class="button small danger"
          onClick={() => {
            onYes();
            onEnd();
          }}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}
