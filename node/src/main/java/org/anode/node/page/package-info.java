/**
 * The local server of a node, for its page and for its command line. The {@link org.anode.node.page.Gate} judges the
 * head of every request by the table of {@link org.anode.node.page.Route}s before anything else is read; behind it are
 * the files of the page, a few requests, and one WebSocket for each tab. The only package with Netty.
 *
 * <p>Threads: one event loop reads and writes; each request and each socket has a virtual thread, on which what its
 * client asks is taken up in order; what happens to a notebook is told on that notebook's own thread and must not block.
 */
@NullMarked
package org.anode.node.page;

import org.jspecify.annotations.NullMarked;
