import { render } from "preact";
import { newClient } from "./base/random";
import { Connection } from "./link/connection";
import { forgetSession, sessionFor, takeArrival } from "./link/session";
import { App } from "./model/App";
import { type Journal, openJournal } from "./text/Journal";
import { absorb } from "./text/left";
import { Root, Stopped } from "./view/Root";
import { followTheme } from "./view/theme";
import "./style/fonts.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/chrome.css";
import "./style/home.css";
import "./style/cell.css";
import "./style/editor.css";
import "./style/dialog.css";
import "./style/print.css";

const page = document.getElementById("page")!;
const socketUrl = `ws://${location.host}/ws`;

async function journalOf(storage: Storage): Promise<Journal> {
  const journal = await openJournal();
  await absorb(storage, journal, isReload());
  return journal;
}

/** This page takes the place of another one of this tab. */
function isReload(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return (navigation as PerformanceNavigationTiming | undefined)?.type === "reload";
}

async function start(): Promise<void> {
  followTheme();
  const arrival = takeArrival();
  const [session, journal] = await Promise.all([sessionFor(arrival), journalOf(localStorage)]);
  if (session === null) return render(<Stopped why="sessionUnknown" />, page);
  const connection = new Connection(socketUrl, session, newClient());
  const app = new App(connection, session, journal);
  connection.status.subscribe((status) => {
    if (status.k === "ended" && status.why === "sessionUnknown") forgetSession();
  });
  app.start(arrival.notebook);
  render(<Root app={app} />, page);
}

void start();
