import type { ComponentChildren } from "preact";
import { placed } from "./popover";

interface Props {
  /** Of the popover. */
  id: string;
  class: string;
  menu: string;
  label: string;
  title: string;
  testid: string;
  chip: ComponentChildren;
  children: ComponentChildren;
}

/** A chip in the bar that says something in two words, and more in the popover below it. */
export function ChipMenu(props: Props) {
  return (
    <>
      <button
        type="button"
        class={`chip ${props.class}`}
        popovertarget={props.id}
        title={props.title}
        data-testid={props.testid}
      >
        {props.chip}
      </button>
      <div
        id={props.id}
        popover="auto"
        class={`menu ${props.menu}`}
        role="dialog"
        aria-label={props.label}
        onToggle={placed}
      >
        {props.children}
      </div>
    </>
  );
}
