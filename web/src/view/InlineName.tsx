import { Pencil } from "lucide";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./Icon";

interface Props {
  value: string;
  /** What the name is of. */
  label: string;
  /** Name of the button that begins editing; without it the field is there at once. */
  action?: string;
  editing?: boolean;
  onSave: (next: string) => void;
  onEnd?: () => void;
}

/** A name that can be changed in its place: Enter keeps it, Escape does not. */
export function InlineName({ value, label, action, editing = false, onSave, onEnd }: Props) {
  const open = useSignal(editing);
  const end = () => {
    open.value = false;
    onEnd?.();
  };
  if (open.value) return <NameField value={value} label={label} onSave={onSave} onEnd={end} />;
  return (
    <button type="button" class="name-button" aria-label={`${action}: ${value}`} onClick={() => (open.value = true)}>
      <span>{value}</span> <Icon of={Pencil} size={14} />
    </button>
  );
}

function NameField({
  value,
  label,
  onSave,
  onEnd,
}: {
  value: string;
  label: string;
  onSave: Props["onSave"];
  onEnd: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  // Before the next key: it belongs here.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (keep: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const next = field.current?.value.trim() ?? "";
    if (keep && next && next !== value) onSave(next);
    onEnd();
  };
  return (
    <input
      ref={field}
      class="name-field"
      aria-label={label}
      defaultValue={value}
      maxLength={200}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
