import { notices } from "../../model/notices";
import type { Workbench } from "../../model/Workbench";
import type { HostSettings as Settings, HostsTold, Pace } from "../../protocol";
import { S } from "../../strings";

const PACES: readonly Pace[] = ["start", "loops"];

/** What the notebook says of where its cells run, to everybody who has it. */
export function HostSettings({ bench, told: { settings, hosts } }: { bench: Workbench; told: HostsTold }) {
  const { preferred = "", moves, pace = "start" } = settings;
  const isListed = preferred === "" || hosts.some(({ device }) => device === preferred);
  return (
    <fieldset>
      <legend>{S.hosts.settings}</legend>
      <label class="host-setting">
        <span class="choice-label">{S.hosts.preferred}</span>
        <select
          class="select"
          value={preferred}
          onChange={({ currentTarget: select }) => {
            const { preferred: _, ...others } = settings;
            const to = { ...others, ...(select.value && { preferred: select.value }) };
            void say(bench, to, () => (select.value = preferred));
          }}
        >
          <option value="">{S.hosts.nobodyPreferred}</option>
          {hosts.map(({ device, name, me }) => (
            <option key={device} value={device}>
              {me ? S.hosts.me(name) : name}
            </option>
          ))}
          {!isListed && <option value={preferred}>{S.runs.places.unknown}</option>}
        </select>
      </label>
      <p class="choice-means">{S.hosts.preferredMeans}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={moves}
          onChange={({ currentTarget: box }) => {
            void say(bench, { ...settings, moves: box.checked }, () => (box.checked = moves));
          }}
        />
        <span>
          <span class="choice-label">{S.hosts.moves}</span>
          <span class="choice-means">{S.hosts.movesMeans}</span>
        </span>
      </label>
      <label class="host-setting">
        <span class="choice-label">{S.hosts.pace}</span>
        <select
          class="select"
          value={pace}
          onChange={({ currentTarget: select }) => {
            void say(bench, { ...settings, pace: select.value as Pace }, () => (select.value = pace));
          }}
        >
          {PACES.map((one) => (
            <option key={one} value={one}>
              {S.hosts.paces[one]}
            </option>
          ))}
        </select>
      </label>
      <p class="choice-means">
        {S.hosts.paceMeans[pace]} {S.hosts.paceWhen}
      </p>
    </fieldset>
  );
}

/** @param undo shows what is so, where it was not done */
async function say({ notebook }: Workbench, settings: Settings, undo: () => void): Promise<void> {
  const why = await notebook.arrange({ t: "hostSettings", ...settings });
  if (why === null) return;
  undo();
  notices.tell("error", why);
}
