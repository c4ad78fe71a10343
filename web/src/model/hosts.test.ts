import { expect, test } from "vitest";
import type { HostRow, HostsTold } from "../protocol";
import { hostObstacle, Hosts } from "./Hosts";

const row = (device: string, more: Partial<HostRow> = {}): HostRow => ({
  ...{ device, name: device, me: device === "me", here: true, runs: "you", session: false },
  ...more,
});
const told = (usual: string | undefined, ...hosts: HostRow[]): HostsTold => ({
  t: "hosts",
  hosts,
  usual,
  settings: { moves: false },
  policy: { rule: "mine", listed: [] },
});

test("cells run where the node says, until somebody chooses another computer in this tab", () => {
  const hosts = new Hosts();
  expect([hosts.isHere.value, hosts.on]).toEqual([true, {}]);
  hosts.hear(told("me", row("me"), row("ada")));
  expect([hosts.target.value, hosts.isHere.value, hosts.othersRun.value]).toEqual(["me", true, true]);
  hosts.choose("ada");
  expect([hosts.target.value, hosts.isHere.value, hosts.on]).toEqual(["ada", false, { on: "ada" }]);
  hosts.hear(told("ada", row("me"), row("ada")));
  hosts.choose("me");
  expect(hosts.on).toEqual({ on: "me" });
});

test("who chooses the usual computer follows it", () => {
  const hosts = new Hosts();
  hosts.hear(told("ada", row("me"), row("ada")));
  hosts.choose("me");
  hosts.choose("ada");
  expect(hosts.on).toEqual({});
  hosts.hear(told("me", row("me"), row("ada", { here: false, runs: "no" })));
  expect([hosts.target.value, hosts.othersRun.value]).toEqual(["me", false]);
});

test("a choice stays while its computer is away, and goes with its right", () => {
  const hosts = new Hosts();
  hosts.hear(told("me", row("me"), row("ada")));
  hosts.choose("ada");
  hosts.hear(told("me", row("me"), row("ada", { here: false, runs: "no" })));
  expect([hosts.target.value, hosts.targetRow.value?.here]).toEqual(["ada", false]);
  hosts.hear(told("me", row("me")));
  expect([hosts.target.value, hosts.on]).toEqual(["me", {}]);
});

test("without a computer that runs anything there is no target", () => {
  const hosts = new Hosts();
  hosts.hear(told(undefined, row("ada", { here: false, runs: "no" })));
  expect([hosts.target.value, hosts.targetRow.value, hosts.isHere.value]).toEqual([null, undefined, false]);
  hosts.lost();
  expect(hosts.told.value).toBeNull();
});

test.each([
  [row("ada"), null],
  [row("ada", { here: false, runs: "no" }), "can not be reached now"],
  [row("ada", { runs: "no" }), "does not run your cells"],
  [row("me", { runs: "no" }), "This computer runs nothing in this notebook."],
])("a computer that can not be chosen says why", (host, why) => expect(hostObstacle(host)).toBe(why));

test("why this computer runs nothing comes from its node", () =>
  expect(hostObstacle(row("me", { runs: "no" }), "It was started with --no-kernel.")).toBe(
    "It was started with --no-kernel.",
  ));
