package org.anode.node.text;

/** One replacement, at a place in the text as the splices before it left it. */
public record Splice(int at, int deleted, String inserted) {}
