// Rich output in a frame of its own: alive while it is near the view, a box of the same height otherwise.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Doubt } from "./doubt";
import { claim, listenTo, release, type FrameKind, type FrameOrder, type FrameWord, type Holder } from "./frames";
import { LinkQuestion } from "./LinkQuestion";
import { libraryOf } from "./libraries";
import { useNear } from "./near";
import { printing } from "./printing";
import { TextView } from "./TextView";
import { lookAt, onTheme } from "./theme";
import { Withheld } from "./Withheld";
import { words } from "./words";

const FRAME_PAGE = "/o/frame.html";
/** Until a frame has said that it is ready. A busy machine takes a second. */
const READY_MS = 10_000;
/** The same for a page that a frame went to: its own, or none. */
const READY_AGAIN_MS = 2_000;
/** After a question about a link no other one of this frame: longer than a click counts as one (5 s). */
const QUIET_MS = 6_000;
/** A frame that is moved in the page loads again; one that loads on and on is no output. */
const LOADS_MAX = 20;
const FIRST_HEIGHT_PX = 48;

export interface FrameProps {
  kind: FrameKind;
  mime: string;
  text: string;
  /** What is shown when this fails. */
  plain: string;
  doubt: Doubt | null;
  /** Whose height is remembered. */
  output: object;
}

/** Frames are told apart by their number. */
let frames = 0;
const heights = new WeakMap<object, number>();

/** Opening a notebook runs nothing: scripts that came with a file, or from a device nobody trusts, wait for their reader. */
export function FrameView(props: FrameProps) {
  const { kind, text, plain, doubt } = props;
  const [allowed, setAllowed] = useState(false);
  const waits = doubt !== null && !allowed && (kind === "script" || (kind === "html" && hasScripts(text)));
  if (!waits) return <FramePlace {...props} active={doubt === null || allowed} />;
  const show = doubt.k === "device" ? words.showOnce : kind === "html" ? words.runScripts : words.show;
  const always = doubt.k === "device" ? { word: words.alwaysOfDevice, run: doubt.trust } : undefined;
  const why = doubt.k === "device" ? words.scriptsOfDevice(doubt.name) : words.scriptsOfFile;
  return (
    <>
      {kind === "html" && <FramePlace {...props} active={false} />}
      <Withheld why={why} action={{ word: show, run: () => setAllowed(true) }} second={always}>
        {kind === "script" && plain !== "" && <TextView text={plain} />}
      </Withheld>
    </>
  );
}

/** Only decides whether to offer to run them; what is not active is stripped of all scripts anyway. */
const hasScripts = (html: string) => /<script|<iframe|\son[a-z]+\s*=|javascript:/i.test(html);

function FramePlace(props: FrameProps & { active: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const near = useNear(box);
  const [alive, setAlive] = useState(false);
  const holder = useRef<Holder>({ near: false, evict: () => setAlive(false) }).current;
  const take = (force = false) => setAlive(claim(holder, force));
  useLayoutEffect(() => {
    holder.near = near;
    if (near) take();
  }, [near]);
  useEffect(() => () => release(holder), []);
  const height = heights.get(props.output) ?? FIRST_HEIGHT_PX;
  const busy = near ? { why: words.framesBusy, action: { word: words.show, run: () => take(true) } } : undefined;
  return (
    <div ref={box} class="out-frame">
      {alive ? (
        <LiveFrame {...props} />
      ) : (
        <Away {...(busy ?? { why: words.frameAway })} height={height} plain={props.plain} />
      )}
    </div>
  );
}

/** On paper the text form stands there. */
function Away({ plain, ...rest }: Parameters<typeof Withheld>[0] & { plain: string }) {
  return printing.value && plain !== "" ? <TextView text={plain} /> : <Withheld {...rest} />;
}

function LiveFrame({ kind, mime, text, plain, active, output }: FrameProps & { active: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(heights.get(output) ?? FIRST_HEIGHT_PX);
  const [asked, setAsked] = useState<string>();
  const [failed, setFailed] = useState<string>();
  const quietUntil = useRef(0);
  const number = useMemo(() => ++frames, []);
  const readyCount = useRef(0);
  const loads = useRef(0);
  const tell = (order: FrameOrder) => frame.current?.contentWindow?.postMessage(order, "*");
  const look = () => lookAt(frame.current ?? document.documentElement);
  const show = () => {
    const order = (library?: string) => tell({ t: "show", kind, mime, text, plain, active, look: look(), library });
    const loading = libraryOf(kind);
    if (!loading) return order();
    loading.then(
      (library) => frame.current && order(library),
      (failure: Error) => setFailed(failure.message),
    );
  };

  const onWord = useRef<(word: FrameWord) => void>(() => {});
  onWord.current = (word) => {
    if (word.t === "ready") onReady();
    else if (word.t === "theme") tell({ t: "theme", look: look() });
    else if (word.t === "height") resize(word.px);
    else if (mayAsk()) setAsked((before) => before ?? word.href);
  };
  /** Only after its reader did something in this frame, and not again at once: a script could ask without end. */
  const mayAsk = () =>
    document.activeElement === frame.current &&
    (navigator.userActivation?.isActive ?? true) &&
    performance.now() >= quietUntil.current;
  const answered = () => {
    quietUntil.current = performance.now() + QUIET_MS;
    setAsked(undefined);
  };
  const onReady = () => {
    if (++readyCount.current > LOADS_MAX) setFailed(words.frameLeft);
    else show();
  };
  const resize = (px: number) => {
    heights.set(output, px);
    setHeight(px);
  };
  const onLoad = () => {
    const count = ++loads.current;
    const why = count === 1 ? words.frameSilent : words.frameLeft;
    const waits = count === 1 ? READY_MS : READY_AGAIN_MS;
    setTimeout(() => frame.current && readyCount.current < count && setFailed(why), waits);
  };

  useLayoutEffect(() => {
    return frame.current ? listenTo(frame.current, (word) => onWord.current(word)) : undefined;
  }, []);
  useEffect(() => void (readyCount.current > 0 && show()), [text, mime, active]);
  useEffect(() => onTheme(() => tell({ t: "theme", look: look() })), []);

  if (failed) return <Withheld why={failed}>{plain !== "" && <TextView text={plain} />}</Withheld>;
  return (
    <>
      <iframe
        ref={frame}
        src={FRAME_PAGE}
        title={`${words.frame[kind]} ${number}`}
        sandbox="allow-scripts"
        referrerpolicy="no-referrer"
        style={{ height: `${height}px` }}
        onLoad={onLoad}
      />
      {asked && <LinkQuestion href={asked} onDone={answered} />}
    </>
  );
}
