// Small choices of this browser; without storage they last as long as the tab.
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`anode.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`anode.${name}`, value);
  } catch {
    // Nothing to do: the choice holds for this tab.
  }
}
