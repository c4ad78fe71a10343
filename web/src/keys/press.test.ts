import { describe, expect, test } from "vitest";
import { COMMAND_IDS } from "./commands";
import { KEYMAP, type Mode } from "./keymap";
import { canonical, KeyMachine, type Press } from "./press";

const press = (key: string, code = "", held: Partial<Press> = {}): Press => ({
  key,
  code,
  ctrl: false,
  shift: false,
  alt: false,
  meta: false,
  ...held,
});

const commandOf = (pressed: Press, mode: Mode = "command", mac = false) => new KeyMachine(mac).press(pressed, mode, 0);

describe("the keys", () => {
  test("every command of the map exists, and no key is taken twice in a mode", () => {
    for (const { command } of KEYMAP) expect(COMMAND_IDS).toContain(command);
    for (const mode of ["command", "edit"] as const) {
      const keys = KEYMAP.filter((binding) => (binding.mode ?? mode) === mode).map(({ keys }) => keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test("D D deletes, D alone does not, nor do two that are far apart", () => {
    const machine = new KeyMachine(false);
    expect(machine.press(press("d"), "command", 0)).toEqual({ k: "half" });
    expect(machine.press(press("d"), "command", 900)).toEqual({ k: "command", id: "delete" });
    expect(machine.press(press("d"), "command", 1000)).toEqual({ k: "half" });
    expect(machine.press(press("d"), "command", 2500)).toEqual({ k: "half" });
  });

  test("a press between two halves begins anew", () => {
    const machine = new KeyMachine(false);
    machine.press(press("d"), "command", 0);
    expect(machine.press(press("j"), "command", 100)).toEqual({ k: "command", id: "select-below" });
    expect(machine.press(press("d"), "command", 200)).toEqual({ k: "half" });
  });

  test("letters are text while editing", () => {
    expect(commandOf(press("a"), "edit")).toEqual({ k: "nothing" });
    expect(commandOf(press("z"), "edit")).toEqual({ k: "nothing" });
  });

  test("Shift+V is not V, and Caps Lock is not Shift", () => {
    expect(commandOf(press("V", "KeyV", { shift: true }))).toEqual({ k: "command", id: "paste-above" });
    expect(commandOf(press("V", "KeyV"))).toEqual({ k: "command", id: "paste-below" });
  });

  test("split is where the minus is, whatever Shift makes of it", () => {
    const split = { k: "command", id: "split" };
    expect(commandOf(press("_", "Minus", { ctrl: true, shift: true }), "edit")).toEqual(split);
    expect(commandOf(press("-", "Slash", { ctrl: true, shift: true }), "edit")).toEqual(split);
  });

  test("the list of keys opens with ? on any keyboard", () => {
    expect(commandOf(press("?", "Slash", { shift: true }))).toEqual({ k: "command", id: "keys" });
    expect(commandOf(press("?", "Minus", { shift: true }))).toEqual({ k: "command", id: "keys" });
  });

  test("a heading's number needs no Shift, and with Ctrl it is the browser's", () => {
    expect(commandOf(press("1", "Digit1"))).toEqual({ k: "command", id: "heading-1" });
    expect(commandOf(press("1", "Digit1", { ctrl: true }))).toEqual({ k: "nothing" });
  });

  test("Accel is Cmd on a Mac and Ctrl elsewhere", () => {
    expect(canonical("Accel+Shift+C", true)).toBe("Meta+Shift+C");
    expect(commandOf(press("C", "KeyC", { ctrl: true, shift: true }))).toEqual({ k: "command", id: "palette" });
    expect(commandOf(press("c", "KeyC", { meta: true, shift: true }), "edit", true)).toEqual({
      k: "command",
      id: "palette",
    });
  });

  test("Ctrl+C copies text: it is none of ours", () => {
    expect(commandOf(press("c", "KeyC", { ctrl: true }))).toEqual({ k: "nothing" });
  });
});
