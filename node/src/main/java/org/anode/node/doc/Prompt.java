package org.anode.node.doc;

import org.anode.schema.ExecId;

/**
 * A run waits for input: its {@code input()} or {@code getpass()} returns what {@link OpenNotebook#answerInput} gives
 * (EX-17).
 *
 * @param text     what the cell says as it asks, may be empty
 * @param password whether the answer must not be seen
 */
public record Prompt(ExecId exec, String text, boolean password) {}
