// Light or dark: as the system says, unless this browser was told otherwise. The root's data-theme is what the styles see.
import { computed, effect, type Signal, signal } from "@preact/signals";
import { readSetting, writeSetting } from "../model/settings";

export type Choice = "system" | "light" | "dark";
export const CHOICES: readonly Choice[] = ["system", "light", "dark"];

const dark = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark: Signal<boolean> = signal(dark.matches);
const kept = readSetting("theme");

export const choice: Signal<Choice> = signal(kept === "light" || kept === "dark" ? kept : "system");
export const theme = computed(() =>
  choice.value === "system" ? (systemIsDark.value ? "dark" : "light") : choice.value,
);

export function followTheme(): void {
  dark.addEventListener("change", () => (systemIsDark.value = dark.matches));
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}

export function choose(next: Choice): void {
  choice.value = next;
  writeSetting("theme", next);
}
