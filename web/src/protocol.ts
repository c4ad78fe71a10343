// The protocol between page and node, version 1: docs/page-protocol.md says what each message means. Names are those of the
// node. Positions and lengths are UTF-16 units.

export type NotebookId = string;
export type CellId = string;
export type ExecId = string;
/** Opaque: the document's heads as the node wrote them. */
export type Heads = unknown;
export type DeviceId = string;
/** An attempt to join by a link. */
export type JoinId = string;
/** ChangeSet.toJSON() of CodeMirror. */
export type Changes = unknown;
export type CellType = "code" | "markdown" | "raw";

export const PROTOCOL_VERSION = 1;

/** `version` counts the edits of the cell's text since the node started. */
export interface Cell {
  type: CellType;
  version: number;
  source: string;
  meta: Record<string, unknown>;
  attachments?: Attachments;
}

/** File name → MIME type → content (base64 where the type is binary). */
export type Attachments = Record<string, Record<string, string>>;

export interface BinCell {
  id: CellId;
  type: CellType;
  source: string;
}

/** Null: none; what is told beside it as `ended` is why the last one ended, a sentence. */
export type Session = null | { state: "starting" | "idle" | "busy"; language: string; jit: boolean };

export type RunState = "pending" | "assigned" | "executing" | "ok" | "error" | "cancelled" | "lost" | "refused";

/** A run without what it printed: what the node tells in `run`. */
export interface RunHead {
  exec: ExecId;
  state: RunState;
  /** Place in the queue, 1 is next. */
  queue?: number;
  count?: number;
  tookMs?: number;
  /** Milliseconds between its start and this message. */
  startedAgoMs?: number;
  reason?: string;
  waitsFor?: string;
  ranOn?: DeviceId;
  /** While it did not run: the device that is to run it, or said that it does not. */
  runsOn?: DeviceId;
  /** That device can not be reached, and the run has not ended. */
  gone?: boolean;
  /** Those that ran it too, while they were apart. */
  alsoRanOn?: DeviceId[];
  requestedBy?: DeviceId;
  /** Nobody here trusts the outputs of `ranOn`: they are shown without their scripts. */
  withheld?: boolean;
  /** Taken from an imported file, not run here. */
  fromFile: boolean;
  /** The source differs from what was run. */
  edited: boolean;
  input?: { prompt: string; password: boolean };
}

export interface Run extends RunHead {
  outputs: Output[];
}

/** How a request went on a device that ran it too, while apart. */
export interface Attempt {
  device: DeviceId;
  state: RunState;
  count?: number;
  tookMs?: number;
  outputs: Output[];
}

/** Long strings come in pieces. */
export type Text = string | string[];
/** Inline text, or a body to fetch by its hash: `size` in bytes. */
export type Datum = { text: Text } | { blob: string; size: number };

export interface Output {
  kind: "stream" | "display" | "result" | "error";
  /** stdout or stderr. */
  name?: string;
  count?: number;
  displayId?: string;
  /** By MIME type. A stream's text is data["text/plain"]. */
  data?: Record<string, Datum>;
  /** JSON text. */
  meta?: string;
  ename?: string;
  evalue?: Text;
  traceback?: Text[];
}

/** The one type of a stream's data. */
export const STREAM_MIME = "text/plain";

/** Where the bodies of outputs come from: the node, by hash. Rejects with a sentence. */
export interface BlobSource {
  text(sha256: string): Promise<string>;
}

export interface NotebookRow {
  id: NotebookId;
  title: string;
  file?: string;
  open: boolean;
  running: boolean;
}

export interface BinRow {
  id: NotebookId;
  title: string;
  daysLeft: number;
}

/** A relay that is used now, as `wss://host`. `why` it can not be, a part of a sentence. */
export interface RelayRow {
  relay: string;
  state: "connected" | "connecting" | "away";
  why?: string;
}

/** Where a link works: in this network, and at those of its relays that this computer uses. */
export interface LinkReach {
  lan: boolean;
  relays: RelayRow[];
}

/** A notebook that a link was given for and that is not here yet; told with where it is tried until that ends. `why` is a sentence. */
export interface JoinRow extends Partial<LinkReach> {
  join: JoinId;
  state: "looking" | "asked" | "waiting" | "joined" | "failed";
  /** To compare with those on the other screen, while it waits. */
  words?: string[];
  title?: string;
  /** Name of the device that made the link. */
  from?: string;
  notebook?: NotebookId;
  why?: string;
}

/** `colour` is 0…11. */
export interface Device {
  device: DeviceId;
  name: string;
  colour: number;
}

export type Role = "view" | "comment" | "edit" | "admin";
export const ROLES: readonly Role[] = ["view", "comment", "edit", "admin"];

/** What is given beside a role. `run`: may ask others' kernels; `host`: may be asked. */
export interface Flags {
  run: boolean;
  host: boolean;
}

/** How far this computer's owner trusts a device; each level includes the ones before it. */
export type Trust = "unknown" | "known" | "output" | "run";
export const TRUSTS: readonly Trust[] = ["unknown", "known", "output", "run"];

/** What this device may do in the notebook. */
export interface May {
  comment: boolean;
  edit: boolean;
  run: boolean;
  admin: boolean;
}

/** What a link is to give. `uses` 0: any number. */
export interface Wish extends Flags {
  role: Role;
  expiresS: number;
  uses: number;
  autoApprove: boolean;
}

/** A link made here that can still let somebody in. */
export interface InviteRow extends Wish {
  invite: string;
  used?: number;
}

/** Somebody who wants to be let in. `words`: none while the other side has not answered. */
export interface RequestRow extends Flags {
  request: string;
  notebook: NotebookId;
  title: string;
  device: DeviceId;
  name: string;
  words: string[];
  role: Role;
  /** Another device of this computer's owner. */
  mine: boolean;
  waitingMs: number;
}

/** The pairing under way; without words while nobody is there. `ended` is a sentence. */
export interface PairingTold {
  t: "pairing";
  device?: DeviceId;
  name: string;
  words: string[];
  ended?: string;
}

/** A device that has the notebook. `here`: its node can be reached now; `same`: it has exactly what this one has. */
export interface Person extends Device, Flags {
  me: boolean;
  /** Paired with this one. */
  mine: boolean;
  trust: Trust;
  role: Role;
  here: boolean;
  path?: "lan" | "relay";
  same?: boolean;
  lastSeenAgoMs?: number;
}

/** `unsent`: edits made here that no other device has yet. */
export interface Sync {
  state: "alone" | "connecting" | "same" | "behind" | "offline";
  unsent: number;
}

export interface PeopleTold {
  t: "people";
  shared: boolean;
  mayShare: boolean;
  may: May;
  /** Why nothing may be done here, as a sentence. */
  why?: string;
  people: Person[];
  /** Told to admins. */
  invites?: InviteRow[];
  /** Told to admins: removed devices of which something is here that counts for nobody. */
  late?: Device[];
  sync: Sync;
  /** Of this notebook and this computer; those that are not used now are left out. */
  relays: RelayRow[];
}

/** Who may run code on a computer, beside its owner's devices and those that are trusted with that. */
export type Rule = "mine" | "listed" | "members" | "ask";

/**
 * A device that may run cells. `runs`: those of all with the right to, yours, yours when its owner says yes to each, or none;
 * `session`: it has a kernel for you.
 */
export interface HostRow {
  device: DeviceId;
  name: string;
  me: boolean;
  here: boolean;
  runs: "all" | "you" | "asks" | "no";
  session: boolean;
}

export type Pace = "start" | "loops";

/** Of a notebook, the same for all who have it. */
export interface HostSettings {
  /** Where everybody's cells run, if it lets them. */
  preferred?: DeviceId;
  /** What waits for a computer that is gone is asked for elsewhere. */
  moves: boolean;
  /** What kernels are tuned for from their next start on; absent: start. */
  pace?: Pace;
}

export interface HostsTold {
  t: "hosts";
  hosts: HostRow[];
  /** Where a run goes that names no device; absent while no computer is there that runs it. */
  usual?: DeviceId;
  settings: HostSettings;
  /** Of this computer. `why` it can not be changed, or nothing runs here, as a sentence. */
  policy: { rule: Rule; listed: DeviceId[]; why?: string };
}

/** What somebody wants to run on this computer, whose owner is asked. */
export interface AskRow {
  exec: ExecId;
  cell: CellId;
  device: DeviceId;
  /** Exactly what would run; absent while it is not here. */
  source?: string;
}

export interface AsksTold {
  t: "asks";
  asks: AskRow[];
  /** That many are told once these are answered. */
  more: number;
}

/** What cells named: `lengths` of its members, or rows and columns; `bytes` of itself, without what it refers to. */
export interface Variable {
  name: string;
  kind: "value" | "function" | "class" | "module";
  type: string;
  /** A short text. */
  value: string;
  lengths?: number[];
  bytes?: number;
}

/** Somebody's caret, as the node knows the text: it may lie beyond its end. One device has as many as it has tabs. */
export interface Cursor extends Device {
  client: string;
  cell: CellId;
  anchor: number;
  head: number;
}

/** What others changed since this computer last showed the notebook. */
export interface AwayChange {
  device: DeviceId;
  name: string;
  cells: CellId[];
}

/** An edit the node has not confirmed, as it is kept and sent again. */
export interface Pending {
  client: string;
  id: number;
  cell: CellId;
  /** Of the last message processed before the edit was made. */
  heads: Heads;
  /** Length of the text the edit was made on. */
  base: number;
  changes: Changes;
}

export type Op =
  | { k: "insert"; cell?: CellId; type: CellType; after: CellId | null; source: string }
  | { k: "delete"; cells: CellId[] }
  | { k: "restore"; cells: CellId[] }
  | { k: "move"; cells: CellId[]; after: CellId | null }
  | { k: "type"; cells: CellId[]; type: CellType }
  | { k: "split"; cell: CellId; version: number; at: number[] }
  | { k: "merge"; cells: CellId[]; separator: string }
  | { k: "paste"; after: CellId | null; cells: PastedCell[] }
  | { k: "meta"; cell: CellId; key: string; value: unknown }
  | { k: "title"; title: string };

export interface PastedCell {
  type: CellType;
  source: string;
  meta?: Record<string, unknown>;
}

/** What the page asks; an `id` is added when it is sent. */
export type Ask =
  | { t: "home" }
  | { t: "create"; title?: string }
  | { t: "rename"; notebook: NotebookId; title: string }
  | { t: "delete"; notebook: NotebookId }
  | { t: "undelete"; notebook: NotebookId }
  | { t: "deviceName"; name: string }
  | { t: "open"; notebook: NotebookId; resume?: { edits: Pending[] } }
  | { t: "close" }
  | { t: "edit"; cell: CellId; version: number; changes: Changes }
  | { t: "op"; op: Op }
  | { t: "run"; cells: CellId[]; on?: DeviceId }
  | { t: "elsewhere"; exec: ExecId }
  | { t: "policy"; rule: Rule }
  | { t: "also"; exec: ExecId }
  | ({ t: "hostSettings" } & HostSettings)
  | { t: "allow"; execs: ExecId[]; always?: DeviceId }
  | { t: "deny"; execs: ExecId[] }
  | { t: "interrupt"; exec?: ExecId }
  | { t: "cancel"; execs: ExecId[] }
  | { t: "restart"; runAll: boolean; on?: DeviceId }
  | { t: "clear"; cells: CellId[] }
  | { t: "stdin"; exec: ExecId; text: string }
  | { t: "complete"; cell: CellId; source: string; at: number }
  | { t: "inspect"; cell: CellId; source: string; at: number }
  | { t: "variables" }
  | ({ t: "share" } & Partial<Wish>)
  | { t: "revokeInvite"; invite: string }
  | { t: "approve"; request: string; role?: Role }
  | { t: "refuse"; request: string }
  | ({ t: "role"; device: DeviceId; role: Role } & Flags)
  | { t: "remove"; device: DeviceId }
  | { t: "accept"; device: DeviceId }
  | { t: "leave" }
  | { t: "trust"; device: DeviceId; level: Trust }
  | { t: "pair" }
  | { t: "takePair"; link: string }
  | { t: "confirmPair"; same: boolean }
  | { t: "unpair"; device: DeviceId }
  | { t: "join"; link: string }
  | { t: "forgetJoin"; join: JoinId }
  | { t: "connect"; address: string }
  | { t: "ping" };

/** What the page says without waiting for an answer: where this tab's caret is. */
export type Said = { t: "presence"; cell: CellId | null; anchor: number; head: number };

export interface Snapshot {
  t: "snapshot";
  notebook: NotebookId;
  title: string;
  heads: Heads;
  order: CellId[];
  cells: Record<CellId, Cell>;
  bin: BinCell[];
  runs: Record<CellId, Run>;
  session: Session;
  ended?: string;
  arriving?: boolean;
  more: boolean;
}

/** What the node says. */
export type Told =
  | { t: "welcome"; v: number; device: string; deviceName: string; nodeStart: string }
  | ({ t: "ok"; id: number } & Record<string, unknown>)
  | { t: "no"; id: number; why: string }
  | { t: "saved"; id: number }
  | { t: "stale"; id: number; cell: CellId }
  | NotebooksTold
  | Snapshot
  | { t: "update"; cell: CellId; version: number; client: string; changes: Changes; heads: Heads }
  | ({ t: "cell"; cell: CellId; heads?: Heads } & Cell)
  | CellsTold
  | { t: "run"; cell: CellId; run: RunHead | null }
  | OutputsTold
  | { t: "session"; session: Session; ended?: string }
  | PeopleTold
  | HostsTold
  | AsksTold
  | { t: "requests"; requests: RequestRow[] }
  | PairingTold
  | { t: "cursors"; cursors: Cursor[] }
  | { t: "while-away"; changes: AwayChange[] }
  | { t: "notice"; level: NoticeLevel; text: string; notebook?: NotebookId };

export interface NotebooksTold {
  t: "notebooks";
  list: NotebookRow[];
  bin: BinRow[];
  deviceName: string;
  joins?: JoinRow[];
  me?: Device;
  /** With this computer. */
  paired?: Device[];
}

export interface OutputsTold {
  t: "outputs";
  cell: CellId;
  exec: ExecId;
  length: number;
  put: Record<string, Output>;
  tail: Record<string, Tail>;
}

/** Of a stream's text the first `keep` UTF-16 units stay, then comes `text`. */
export interface Tail {
  keep: number;
  text: string;
}

export interface CellsTold {
  t: "cells";
  order: CellId[];
  put: Record<CellId, Cell>;
  drop: CellId[];
  bin: BinCell[];
  title: string;
  heads: Heads;
  arriving?: boolean;
}

export type NoticeLevel = "info" | "warning" | "error";
