import { Monitor, Moon, Sun } from "lucide";
import { S } from "../strings";
import { Icon } from "./Icon";
import { CHOICES, choice, choose } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Goes round: like the system, light, dark. */
export function ThemeButton() {
  const next = CHOICES[(CHOICES.indexOf(choice.value) + 1) % CHOICES.length]!;
  const label = `${S.theme.label}: ${S.theme[choice.value]}`;
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => choose(next)}>
      <Icon of={ICONS[choice.value]} />
    </button>
  );
}
