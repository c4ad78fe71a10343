import { colourClass, initialsOf } from "../../model/People";
import "./avatar.css";
import "./colours.css";

/** Letters on a colour of the device's own. Beside its name, or inside a control that has one: never read out. */
export function Avatar({ name, colour, away = false }: { name: string; colour: number; away?: boolean }) {
  return (
    <span
      class={`avatar ${colourClass(colour)}${away ? " away" : ""}`}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
