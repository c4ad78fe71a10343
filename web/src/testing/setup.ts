// Before every test: effects of views run at once, where Preact would wait for the browser to paint. In jsdom nothing is painted,
// and the timer it waits with instead could outlive the test and its document.
import { options } from "preact";

(options as { requestAnimationFrame?: (run: () => void) => void }).requestAnimationFrame = queueMicrotask;
