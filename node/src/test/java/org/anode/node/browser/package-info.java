/**
 * The page in a real browser: Debian's Chromium, driven by Playwright with the Node.js that builds the page, against nodes
 * that are processes as people start them. What these tests need and this machine has not is said when they are skipped.
 *
 * <p>Playwright belongs to one thread: whoever waits for the page waits with {@link org.anode.node.browser.Tab}, never with
 * Awaitility, which looks from another thread.
 */
package org.anode.node.browser;
