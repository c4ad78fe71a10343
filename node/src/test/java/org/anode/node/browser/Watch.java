package org.anode.node.browser;

import java.util.List;

/** Scripts that watch a page by its own clock. Times are in ms; a frame is painted once the task after it runs. */
final class Watch {
    /** What the others need: tells when the next frame was painted. */
    static final String PAINTED = """
            if (window === top) window.painted = done => requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => done(performance.timeOrigin + performance.now());
              channel.port2.postMessage(0);
            });
            """;

    /** Ready: all cells are there, and the first has its editor; then the frame with it is painted. */
    static final String READY = PAINTED + """
            (() => {
              if (window !== top) return;
              window.ready = new Promise(done => {
                const look = () => {
                  const cells = document.querySelectorAll('section[data-testid=cell]').length;
                  if (cells < %d || !document.querySelector('.cm-content')) return requestAnimationFrame(look);
                  painted(at => done(at - performance.timeOrigin));
                };
                look();
              });
            })()""".formatted(BenchNotebook.CELLS);

    /** Remembers when each key went down, and when the frame with its character was painted here. */
    static final String KEYS = """
            cell => {
              const content = document.querySelectorAll('section[data-testid=cell]')[cell].querySelector('.cm-content');
              window.keys = [];
              window.seen = [];
              addEventListener('keydown', event => keys.push(performance.timeOrigin + event.timeStamp), {capture: true});
              new MutationObserver(() => {
                const count = content.textContent.split('~').length - 1;
                if (count > seen.length) painted(at => { while (seen.length < count) seen.push(at); });
              }).observe(content, {subtree: true, childList: true, characterData: true});
            }""";

    /** From the press on the button that runs the cell until the frame with its new output is painted. */
    static final String RUN = """
            cell => new Promise(done => {
              const section = document.querySelectorAll('section[data-testid=cell]')[cell];
              const before = section.querySelector('[data-testid=outputs]')?.textContent;
              let pressed;
              section.addEventListener('click', event => { pressed = event.timeStamp; }, {capture: true, once: true});
              const watcher = new MutationObserver(() => {
                const now = section.querySelector('[data-testid=outputs]')?.textContent;
                if (!now || now === before || pressed === undefined) return;
                watcher.disconnect();
                painted(at => done(at - performance.timeOrigin - pressed));
              });
              watcher.observe(section, {subtree: true, childList: true, characterData: true});
              section.querySelector('.run-button').click();
            })""";

    static final String NODES = """
            () => {
              const walker = document.createTreeWalker(document);
              let count = 1;
              while (walker.nextNode()) count++;
              return count;
            }""";

    /** All that was loaded from the node until now, as it came over the wire. */
    static final String BYTES = """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .reduce((sum, entry) => sum + entry.encodedBodySize, 0)""";

    private Watch() {}

    static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    @SuppressWarnings("unchecked")
    static List<Double> numbers(Object values) {
        return ((List<Object>) values).stream().map(Watch::number).toList();
    }
}
