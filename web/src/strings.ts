// Every word the page says, except what rich outputs say (output/words.ts).
import type { CommandId } from "./keys/commands";
import type { CellType, JoinRow, Role, Trust } from "./protocol";

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

const commands: Record<CommandId, string> = {
  run: "Run the selected cells",
  "run-advance": "Run and select the next cell",
  "run-insert": "Run and insert a cell below",
  "run-all": "Run all cells",
  "run-above": "Run all cells above",
  "run-below": "Run this cell and all below",
  interrupt: "Interrupt what runs",
  restart: "Restart Python …",
  "restart-run-all": "Restart Python and run all cells …",
  clear: "Clear outputs of the selected cells",
  "clear-all": "Clear all outputs",
  edit: "Edit the cell",
  "command-mode": "Leave the editor",
  "insert-above": "Insert a cell above",
  "insert-below": "Insert a cell below",
  cut: "Cut cells",
  copy: "Copy cells",
  "paste-below": "Paste cells below",
  "paste-above": "Paste cells above",
  delete: "Delete cells",
  undo: "Undo the last change of cells",
  redo: "Redo the change of cells",
  "move-up": "Move cells up",
  "move-down": "Move cells down",
  split: "Split the cell at the cursor",
  merge: "Merge the selected cells, or with the cell below",
  "merge-above": "Merge with the cell above",
  "merge-below": "Merge with the cell below",
  "to-code": "Make it a code cell",
  "to-markdown": "Make it a text cell",
  "to-raw": "Make it a raw cell",
  "heading-1": "Make it a heading 1",
  "heading-2": "Make it a heading 2",
  "heading-3": "Make it a heading 3",
  "heading-4": "Make it a heading 4",
  "heading-5": "Make it a heading 5",
  "heading-6": "Make it a heading 6",
  "select-above": "Select the cell above",
  "select-below": "Select the cell below",
  "extend-above": "Extend the selection up",
  "extend-below": "Extend the selection down",
  "extend-top": "Extend the selection to the top",
  "extend-bottom": "Extend the selection to the bottom",
  "select-all": "Select all cells",
  "line-numbers": "Show or hide line numbers",
  bin: "Deleted cells …",
  keys: "Keys …",
  palette: "All commands …",
  share: "Share this notebook …",
  variables: "Show or hide variables",
  save: "Save (Anode always does)",
  export: "Export as .ipynb",
};

const listed = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const anyOf = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** A sentence after a colon. */
const lowered = (sentence: string) => sentence.charAt(0).toLocaleLowerCase() + sentence.slice(1);

const ago = (ms: number) => {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${count(Math.floor(hours / 24), "day", "days")} ago`;
};

const roles: Record<Role, string> = {
  view: "may read",
  comment: "may read and comment",
  edit: "may edit",
  admin: "may edit and let others in",
};

const askToLet = (names: readonly string[]) => `Ask ${names.length > 0 ? listed(names) : "an admin of it"}`;

/** Whole hours or days where it is some. */
const lasting = (seconds: number) => {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return count(minutes, "minute", "minutes");
  const hours = Math.round(minutes / 60);
  return hours < 48 ? count(hours, "hour", "hours") : count(Math.round(hours / 24), "day", "days");
};

const roleNames: Record<Role, string> = {
  view: "Can view",
  comment: "Can comment",
  edit: "Can edit",
  admin: "Admin",
};

const cellTypes: Record<CellType, string> = { code: "code", markdown: "text", raw: "raw" };

export const S = {
  name: "Anode",
  commands,
  cellTypes,
  changes: {
    insert: "inserting",
    delete: "deleting",
    move: "moving",
    type: "the change of type",
    split: "splitting",
    merge: "merging",
    paste: "pasting",
  },

  arrival: {
    loading: "Opening …",
    noSessionTitle: "This page needs a link from its node",
    noSession: "Anode lets only you in, by a link that works once. Get a fresh one in a terminal:",
    command: "./anode open",
    copy: "Copy the command",
    copied: "Copied",
    reloadTitle: "This page is older than its node",
    reload: "The node was updated while this page was open. Everything you typed is kept.",
    reloadAction: "Load it again",
  },

  home: {
    title: "Notebooks",
    create: "New notebook",
    open: "Open a file",
    emptyTitle: "Start with a blank page",
    empty: "Make your first notebook, or drop a Jupyter file (.ipynb) anywhere on this page.",
    dropHere: "Drop the notebook to open it",
    running: "running",
    isOpen: "open",
    untitled: "Untitled",
    rename: (title: string) => `Rename ${title}`,
    delete: (title: string) => `Delete ${title}`,
    deleted: (title: string) => `“${title}” is in the bin for 30 days.`,
    undo: "Take it back",
    bin: "Bin",
    binCount: (n: number) => count(n, "notebook", "notebooks"),
    daysLeft: (n: number) => (n === 1 ? "1 day left" : `${n} days left`),
    restore: "Restore",
    restoreOne: (title: string) => `Restore ${title}`,
    computer: "This computer",
    computerName: "Name of this computer",
    renameComputer: "Rename this computer",
    save: "Save",
    cancel: "Cancel",
    importing: (name: string) => `Opening ${name} …`,
    notNotebook: (name: string) => `“${name}” is not a Jupyter notebook: drop a file that ends in .ipynb.`,
    tooLarge: (name: string) =>
      `“${name}” is larger than 64 MiB: make it smaller by clearing its outputs, then open it again.`,
    fileTitle: "Kept in this file as well",
  },

  notebook: {
    home: "All notebooks",
    title: "Title of the notebook",
    cells: "Cells",
    toolbar: "Notebook",
    arriving: "The notebook is still arriving; it can be edited in a moment.",
    emptyTitle: "Nothing here yet",
    empty: "Write some code, or a few words.",
    addCode: "Code",
    addText: "Text",
    insertCode: "Insert a code cell here",
    insertText: "Insert a text cell here",
    run: "Run",
    runAll: "Run all",
    interrupt: "Stop",
    restart: "Restart",
    more: "More",
    runCell: (n: number) => `Run cell ${n}`,
    stopCell: (n: number) => `Stop cell ${n}`,
    drag: (n: number) => `Drag cell ${n}`,
    cellMenu: (n: number) => `More for cell ${n}`,
    cellTools: (n: number) => `Tools of cell ${n}`,
    cellName: (n: number, type: CellType, state: string) => `Cell ${n}, ${cellTypes[type]}${state && `, ${state}`}`,
    editorName: (n: number, type: CellType) => `Source of cell ${n}, ${cellTypes[type]}. Escape, then Tab leaves it`,
    emptyText: "Empty text cell: press Enter to write.",
    emptyCode: "Empty",
    opening: "Opening the notebook …",
    cantOpen: "This notebook can not be opened",
    busyCells: (n: number) => count(n, "cell runs or waits", "cells run or wait"),
  },

  runs: {
    none: "not run",
    queued: (place?: number) => (place === undefined ? "queued" : `queued #${place}`),
    waits: "waiting",
    starting: "starting",
    running: (time: string) => `running ${time}`,
    runsNow: "running",
    noOutput: "No output.",
    away: "out of reach",
    input: "needs input",
    done: (n?: number) => (n === undefined ? "done" : `[${n}]`),
    fromFile: "from file",
    edited: "edited since run",
    editedShort: "edited",
    error: "error",
    cancelled: "cancelled",
    lost: "lost",
    refused: "not allowed",
    on: (computer: string) => `on ${computer}`,
    by: (person: string) => `asked by ${person}`,
    /** Below a cell that runs, or ran, on another computer. */
    places: {
      waits: (computer: string) => `is to run on ${computer}`,
      waitsForOwner: (computer: string) => `waits until the owner of ${computer} lets it run`,
      waitsForYou: "waits until you let it run",
      waitsAway: (computer: string) => `is to run on ${computer}, which can not be reached now`,
      runs: (computer: string) => `runs on ${computer}`,
      runsAway: (computer: string) => `runs on ${computer}, which can not be reached now`,
      ran: (computer: string, time?: string) => `ran on ${computer}${time === undefined ? "" : `, took ${time}`}`,
      askedOf: (computer: string) => `asked of ${computer}`,
      alsoRan: (computers: readonly string[]) => `Also ran on ${listed(computers)}`,
      attempt: (computer: string, how: readonly string[]) => `On ${computer}: ${how.join(", ")}`,
      unknown: "another computer",
    },
    fileThere: (computer: string) => `It ran on ${computer}: the file has to be there.`,
    gone: (computer: string) => `${computer} can not be reached: its output so far is kept.`,
    goneWaiting: (computer: string) => `${computer}, which is to run this, can not be reached.`,
    elsewhere: "Run elsewhere",
    wait: "Wait",
    interrupted: "Interrupted.",
    restarted: "Python restarts.",
    finished: (n: number) => `Cell ${n} is done.`,
    failed: (n: number) => `Cell ${n} ended with an error.`,
    asks: (n: number) => `Cell ${n} asks for input.`,
    asked: (person: string, prompt: string) => `${person} is asked${prompt && `: ${prompt}`}`,
    answerInstead: "Answer instead",
    input_: "Your answer",
    password: "Your password",
    send: "Send",
  },

  session: {
    none: "Python starts with the first run",
    ended: (why: string) => `Stopped: ${lowered(why)} Variables are gone; the next run starts a new kernel.`,
    starting: "Python starts …",
    idle: "Python is ready",
    busy: "Python is busy",
    noneShort: "Python",
    endedShort: "No kernel",
    startingShort: "Python starts",
    idleShort: "Python ready",
    busyShort: "Python busy",
    slow: "without the compiler: slower",
  },

  variables: {
    title: "Variables",
    shows: "Press to see the variables",
    hides: "Press to hide the variables",
    close: "Close the variables",
    refresh: "Ask for the variables again",
    filter: "Find a name or type",
    all: "Functions, classes, modules",
    columns: { name: "Name", type: "Type", size: "Size" },
    value: "Value",
    asking: "Python is asked for its variables …",
    starting: "The kernel is starting …",
    noKernel: "No kernel runs here. Run a cell, and what it names is listed here.",
    elsewhere: (computer: string) => `Cells run on ${computer}: their variables are listed there, not here.`,
    empty: "No cell has named anything yet.",
    none: "Nothing here fits.",
    count: (n: number) => count(n, "name", "names"),
    more: (n: number) => `${count(n, "more is", "more are")} not listed.`,
    copy: (name: string) => `Copy the name ${name}`,
    copied: (name: string) => `“${name}” is copied.`,
    notCopied: "The browser did not let the name be copied.",
  },

  save: {
    saved: "Saved",
    savedWhere: "Every change is saved on this computer.",
    saving: "Saving …",
    savingWhere: "On its way to the disk of this computer.",
    connecting: "Connecting …",
    lost: (edits: number) =>
      edits === 0
        ? "This tab lost its node"
        : `This tab lost its node – ${count(edits, "edit", "edits")} kept in this tab`,
    lostWhere: "It comes back by itself when the node runs again. Keep typing: nothing is lost.",
    tryNow: "Try now",
    always: "Anode saves every change as you make it.",
  },

  join: {
    button: "Join with a link",
    title: "Join with a link",
    what: "Somebody who shares a notebook with you sends you its link. Paste it here; line breaks in it do no harm. A link that pairs this computer with another one of yours goes here too.",
    field: "Link",
    go: "Join",
    notALink:
      "This is no link of Anode: one to a notebook begins with anode://join/, one that pairs devices with anode://pair/. Copy it again, from its beginning.",
    list: "Notebooks on their way",
    pending: {
      looking: (title: string, from?: string) => `Looking for ${title}${from ? ` from ${from}` : ""} …`,
      asked: (title: string, from?: string) => `Asked for ${title}${from ? ` from ${from}` : ""} …`,
      waiting: (title: string, from?: string) => `Waiting to be let into ${title}${from ? ` by ${from}` : ""} …`,
      joined: (title: string) => title,
      failed: (title: string) => `${title} did not come`,
    } satisfies Record<JoinRow["state"], (title: string, from?: string) => string>,
    /** Who made the link lets others in. */
    looking: (from: string | undefined, lan: boolean, relays: readonly string[]) => {
      const places = [
        (lan || relays.length === 0) && "in this network",
        relays.length > 0 && `connected to ${anyOf(relays)}`,
      ].filter((place) => place !== false);
      return `It comes once ${from || "the computer that made the link"} is switched on, with Anode running, ${anyOf(places)}.`;
    },
    detail: {
      asked: "A computer that has it was found and asked.",
      waiting: "Somebody there sees these words. Compare them: only if they are the same, nobody stands in between.",
      joined: "It is here now.",
      failed: "",
    } satisfies Record<Exclude<JoinRow["state"], "looking">, string>,
    unnamed: "the notebook",
    open: "Open",
    openOne: (title: string) => `Open ${title}`,
    giveUp: "Give up",
    giveUpOne: (title: string) => `Give up looking for ${title}`,
    remove: "Remove",
    removeOne: (title: string) => `Remove ${title} from this list`,
    isHere: "That notebook is here already.",
  },

  share: {
    button: "Share",
    title: "Share this notebook",
    what: "Who comes with the link waits until somebody here lets them in.",
    whatOpen: "Who has the link comes in at once, whoever it is.",
    role: "Who comes with it",
    roleNames,
    roleMeans: {
      view: "Reads everything, and changes nothing.",
      comment: "As viewing; comments come with a later version.",
      edit: "Changes cells, and runs code on their own computer.",
      admin: "Edits, makes links, lets people in, changes roles and removes devices.",
    } satisfies Record<Role, string>,
    more: "More about the link",
    host: "May run code on their own computer",
    run: "May ask for runs on other people’s computers",
    runMeans: "Only where the other one lets them.",
    expires: "Works for",
    uses: "Lets in",
    lasting,
    usesOf: (n: number) => (n === 0 ? "any number of devices" : count(n, "device", "devices")),
    autoApprove: "Let in without asking",
    autoApproveMeans: "Nobody compares words: whoever gets hold of the link is in.",
    links: "Links that still work",
    linkOf: (role: Role, seconds: number) => `${roleNames[role]} · for another ${lasting(seconds)}`,
    used: (used: number | undefined, uses: number) =>
      uses === 0 ? "any number of devices" : `${used ?? 0} of ${count(uses, "device", "devices")} came`,
    unasked: "without asking",
    takeBack: "Take back",
    takeBackOne: (what: string) => `Take back the link: ${what}`,
    roleOf: (name: string) => `Role of ${name}`,
    trustOf: (name: string) => `How far this computer trusts ${name}`,
    hostShort: "runs own code",
    runShort: "asks others",
    flagsOf: (name: string) => `What else ${name} may do`,
    remove: "Remove",
    removeOne: (name: string) => `Remove ${name}`,
    removeSure: (name: string) =>
      `Remove ${name}? It gets nothing new from then on, and what it writes counts for nobody. What it has already stays there: copies can not be called back.`,
    late: "Late edits of removed devices",
    lateMeans:
      "These devices were removed while edits of theirs were still on their way. Such edits are here, and count for nobody unless an admin accepts them.",
    removed: "removed",
    unnamed: "A device",
    accept: "Accept its late edits",
    acceptOne: (name: string) => `Accept its late edits: ${name}`,
    acceptSure: (name: string) =>
      `Accept the late edits of ${name}? What is here of them then counts for everybody who has the notebook. That can not be taken back. The device stays removed.`,
    acceptYes: "Accept",
    leave: "Leave this notebook …",
    leaveSure:
      "Leave? The others go on without this computer. What is here stays, in the bin, and gets nothing new. Coming back takes a link.",
    leaveYes: "Leave",
    cancel: "Cancel",
    yours: "your device",
    mayNot: (role: Role | undefined) =>
      `This computer ${role ? roles[role] : "has this notebook"}, but may not let others in.`,
    askOne: (names: readonly string[]) => `Ask ${listed(names)} for a link.`,
    make: "Make a link",
    another: "Make another link",
    making: "Making it …",
    link: "Link to this notebook",
    copy: "Copy",
    copied: "Copied",
    works: ({ lan, relays }: { lan: boolean; relays: readonly string[] }) => {
      if (relays.length > 0)
        return lan
          ? `Works on this network and over ${listed(relays)}.`
          : `Works over ${listed(relays)} only: this computer’s node does not use the network around it.`;
      return lan
        ? "Works on this network only. To reach people elsewhere, start the node with --relay."
        : "Works nowhere now: the network around this computer can not be used, and no relay is.";
    },
    qr: "The link as a QR code",
    qrTooLong: "The link is too long for a QR code.",
    people: "Who has it",
  },

  trust: {
    levels: {
      unknown: "Not known",
      known: "Known",
      output: "Trust its outputs",
      run: "May run code here",
    } satisfies Record<Trust, string>,
    means: {
      unknown: "Scripts in its outputs wait for you.",
      known: "Words were compared, or it was let in here. Scripts in its outputs wait for you.",
      output: "Its outputs are shown with their scripts.",
      run: "What it asks for may run on this computer, with everything you may do here.",
    } satisfies Record<Trust, string>,
  },

  rights: {
    can: {
      view: "You can view this notebook.",
      comment: "You can view this notebook and comment on it.",
      edit: "You can edit this notebook, but not run code in it.",
    },
    ask: {
      edit: (names: readonly string[]) => `${askToLet(names)} to let you edit.`,
      run: (names: readonly string[]) => `${askToLet(names)} to let you.`,
    },
  },

  door: {
    label: "Who wants to join",
    wants: (name: string, title: string) => `${name || "A device"} wants to join “${title || "Untitled"}”`,
    mine: "Another device of yours.",
    words: "Words to compare",
    compare: "Compare them with those on the other screen. Only if they are the same, let it in.",
    wordsCome: "The words come in a moment …",
    role: (name: string) => `Role of ${name}`,
    letIn: "Let in",
    letInOne: (name: string) => `Let ${name} in`,
    refuse: "Refuse",
    refuseOne: (name: string) => `Refuse ${name}`,
  },

  pair: {
    button: "Pair another device",
    title: "Pair another device of yours",
    what: "Both devices become yours: they let each other in, and trust each other all the way. Open this link on the other one: at its home, under “Join with a link”. It works once, for ten minutes.",
    link: "Link that pairs",
    qr: "The link that pairs, as a QR code",
    waiting: "Waiting for the other device …",
    found: (name: string) => `${name || "A device"} is there. Are these words the same on both screens?`,
    same: "They are the same",
    differ: "They differ",
    confirmed: "Waiting for the other screen …",
    list: "Paired with this computer",
    unpair: "Unpair",
    unpairOne: (name: string) => `Unpair ${name}`,
    unpairSure: (name: string) =>
      `Unpair ${name}? This computer then knows it, and trusts it no further: scripts in its outputs wait for you, it runs nothing here, and it is let in like anybody else. Notebooks that both have stay on both. The other device counts this one as paired until it is unpaired there too.`,
    done: "Done",
  },

  hosts: {
    label: "Where cells run",
    here: "Runs here",
    on: (computer: string) => `Runs on ${computer}`,
    unreachable: (computer: string) => `${computer} can not be reached`,
    nowhere: "Runs nowhere yet",
    nowhereMeans: "No computer is there that runs cells for you. What you run waits until one comes.",
    from: "What you run in this tab runs on",
    me: (name: string) => `${name} (this computer)`,
    away: "can not be reached now",
    refuses: "does not run your cells",
    asks: "asks its owner each time",
    nothingHere: "This computer runs nothing in this notebook.",
    all: "one Python for all members with the right to run",
    yours: "a Python of your own",
    open: "started",
    stay: "Variables and files do not move: they stay on the computer where they were made.",
    sees: (computer: string) => `Cells see the files and packages of ${computer}.`,
    settings: "For everybody in this notebook",
    preferred: "Everybody’s cells run on",
    preferredMeans: "Where that computer is there and lets them. Who chooses another one above runs there.",
    nobodyPreferred: "no computer in particular",
    moves: "When a computer goes away, cells that wait for it run elsewhere",
    movesMeans: "Only what has not begun. Variables stay behind.",
    pace: "Python here",
    paces: {
      start: "starts fast",
      loops: "loops fast",
    },
    paceMeans: {
      start: "The first cell answers at once, and loops soon run fast.",
      loops: "Loops of minutes end soonest. Short cells are slower at first, and no Python is kept ready.",
    },
    paceWhen: "From the next start of Python on: restart it to have it now.",
    policy: "Who may run code on this computer",
    rules: {
      mine: "Only my own devices, and those I trust with it",
      listed: (names: readonly string[]) =>
        names.length === 0 ? "Some devices, chosen in the terminal" : `Also ${listed(names)}, chosen in the terminal`,
      members: "All members with the right to run",
      ask: "Ask me each time",
    },
    means: {
      mine: "What others ask of this computer is refused.",
      listed: "What these devices ask for runs here, with everything you may do on this computer.",
      members:
        "Their cells and yours run here, in one Python for all, with everything you may do on this computer: read and change files, use the network, start programs.",
      ask: "What others ask of this computer waits until you have seen its code and said yes. It then runs with everything you may do here.",
    },
    unasked: (names: readonly string[]) =>
      `Without asking: ${listed(names)}. Choose another rule and this one again to be asked about all.`,
    nobody: "Nobody else has that right so far: tick “asks others” for them under Share.",
  },

  asks: {
    label: "What others want to run here",
    wants: (name: string, n: number) => `${name} wants to run ${count(n, "cell", "cells")} on this computer`,
    unnamed: "A device",
    means: "It would run with everything you may do here: read and change files, use the network, start programs.",
    cell: (n: number | undefined) => (n === undefined ? "A cell that is not here" : `Cell ${n}`),
    lines: (n: number) => count(n, "line", "lines"),
    unseen: (code: string) => `A character that can not be seen: ${code}`,
    moment: "In a moment, when there was time to read it",
    code: (name: string) => `Code that ${name} wants to run`,
    notHere: "Its code is not here yet.",
    more: (n: number) => `${count(n, "more waits", "more wait")}, and will be shown once these are answered.`,
    run: "Run",
    runOf: (name: string) => `Run what ${name} asks for`,
    always: (name: string) => `Run, and don’t ask again for ${name}`,
    refuse: "Refuse",
    refuseOf: (name: string) => `Refuse what ${name} asks for`,
  },

  people: {
    label: "People",
    list: (n: number) => `${count(n, "device has", "devices have")} this notebook`,
    here: (n: number) => `${count(n, "device", "devices")} here`,
    more: (n: number) => `${n} more here`,
    me: (name: string) => `${name} (this computer)`,
    thisComputer: "this computer",
    somebody: "Somebody else",
    otherTab: (name: string) => `${name} (other tab)`,
    isHere: (names: readonly string[]) => `${listed(names)} ${names.length === 1 ? "is" : "are"} here`,
    roles,
    reachable: "here",
    away: "away",
    lastSeen: (ms: number) => `last seen ${ago(ms)}`,
    paths: { lan: "over LAN", relay: "over a relay" },
    follow: "Follow",
    followOne: (name: string) => `Follow ${name}`,
    following: (name: string) => `Following ${name}`,
    stop: "Stop",
    nowhere: (name: string) => `${name} is in no cell right now.`,
    left: (name: string) => `${name} left.`,
    came: (name: string) => `${name} is here.`,
  },

  relays: {
    label: "Relays",
    connected: (relay: string) => `${relay} is connected.`,
    connects: (relay: string, names: readonly string[]) => `${relay} connects this computer with ${listed(names)}.`,
    connecting: (relay: string) => `Connecting to ${relay} …`,
    away: (relay: string, why?: string) =>
      `The relay ${relay} is away${why ? `: ${why}` : ""}. It is tried again by itself.`,
    left: (relays: readonly string[]) =>
      `The ${relays.length === 1 ? "relay" : "relays"} ${listed(relays)} ${relays.length === 1 ? "is" : "are"} away. What you write is kept, and sent later.`,
    back: (relay: string) => `The relay ${relay} is back.`,
  },

  sync: {
    label: "Other devices",
    overRelay: (names: readonly string[]) => `Other devices: ${listed(names)} over a relay`,
    connecting: "Looking for the others …",
    offline: "Offline: saved on this computer",
    relayAway: (relays: number, unsent: number) =>
      `${relays === 1 ? "Relay" : "Relays"} away · ${unsent === 0 ? "saved here" : `${unsent} unsent`}`,
    sending: (n: number) => `Sending ${count(n, "change", "changes")} …`,
    receiving: "Getting changes …",
    all: (n: number) => (n === 2 ? "Both devices have it" : `All ${n} devices have it`),
    some: (n: number, of: number) => `${n} of ${of} devices have it`,
    unsent: (n: number) =>
      n === 0
        ? "Everything written here is on another device too."
        : `${count(n, "change", "changes")} made here ${n === 1 ? "is" : "are"} not on another device yet.`,
    waiting: (n: number) =>
      `${count(n, "change", "changes")} made here ${n === 1 ? "waits" : "wait"}: kept on this computer, and sent as soon as somebody is reached.`,
    columns: { device: "Device", state: "State", path: "Path", seen: "Last seen" },
    states: {
      self: "this computer",
      same: "has everything",
      behind: "something is on its way",
      unknown: "not known yet",
      away: "away",
    },
    paths: { lan: "LAN", relay: "relay" },
    now: "now",
    ago,
    never: "–",
  },

  away: {
    label: "Changes while you were away",
    changed: (names: readonly string[], cells: number) =>
      `${listed(names)} changed ${cells === 0 ? "this notebook" : count(cells, "cell", "cells")} while you were away`,
    review: "Review",
    at: (n: number, of: number, names: readonly string[]) => `Change ${n} of ${of}, by ${listed(names)}`,
    next: "Next change",
    previous: "Previous change",
    done: "Done",
    dismiss: "Dismiss",
    mark: (names: readonly string[]) => `changed by ${listed(names)}`,
  },

  cells: {
    deleted: (n: number) => `${count(n, "cell", "cells")} deleted. Press Z to take it back.`,
    copied: (n: number) => `${count(n, "cell", "cells")} copied.`,
    nothingToPaste: "Nothing to paste: copy a cell first with C.",
    nothingToUndo: "There is no change of cells to take back. Text has its own undo inside each cell.",
    nothingToRedo: "There is nothing to do again.",
    undone: (what: string) => `Taken back: ${what}.`,
    redone: (what: string) => `Done again: ${what}.`,
    mergedTextStays: "The merged cell was changed since: its text stays, the other cells are back.",
  },

  bin: {
    title: "Deleted cells",
    empty: "Nothing was deleted. Cells you delete wait here.",
    restore: "Restore",
    restoreOne: (n: number) => `Restore deleted cell ${n}`,
    emptyCell: "an empty cell",
  },

  restart: {
    title: (computer?: string) => `Restart Python${computer === undefined ? "" : ` on ${computer}`}?`,
    text: "All variables are lost. The cells and their outputs stay.",
    yes: "Restart",
    yesRunAll: "Restart and run all",
    no: "Cancel",
  },

  keys: {
    title: "Keys",
    command: "Outside an editor",
    edit: "Inside an editor",
    both: "Everywhere",
    editorKeys: [
      ["Tab", "Complete, or indent"],
      ["Shift+Tab", "What is this?"],
      ["Accel+Z", "Undo what you typed"],
      ["Accel+/", "Comment lines in or out"],
    ] as const,
  },

  palette: {
    title: "All commands",
    placeholder: "What do you want to do?",
    none: "No command has these words.",
  },

  theme: {
    label: "Theme",
    system: "Like the system",
    light: "Light",
    dark: "Dark",
  },

  dialog: { close: "Close" },
  notices: { label: "Messages", dismiss: "Dismiss" },
  help: { noCompletion: "Nothing completes this.", inspecting: "What this is" },

  trouble: {
    nodeGone: "The node does not answer: see whether it still runs.",
    notDone: "Not done: this tab lost its node. Try again when it is back.",
    status: (code: number) => `The node refused that (${code}).`,
    editRefused: (why: string) => `Your last text was not taken: ${why}`,
    editsLost: (n: number) =>
      `${count(n, "edit", "edits")} of an earlier tab could not be put back: the cell is no longer there.`,
    copyText: "Copy my text",
  },

  seconds: (ms: number) => {
    if (ms < 1000) return `${Math.round(ms)} ms`;
    if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  },
};
