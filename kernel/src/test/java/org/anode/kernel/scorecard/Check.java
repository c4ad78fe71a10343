package org.anode.kernel.scorecard;

import java.util.List;
import java.util.Optional;

/**
 * One expectation.
 *
 * @param missedBecause why it is known not to be met
 */
record Check(Tier tier, String name, List<Step> steps, Optional<String> missedBecause) {
    Check {
        steps = List.copyOf(steps);
    }

    /** The files of checks, in order. */
    enum Tier {
        BASICS("1-basics", "Basics"),
        QUESTIONS("2-questions", "Completion, inspection, completeness, history"),
        RICH("3-rich", "Rich output"),
        CONVERSATION("4-conversation", "Input, interrupts, counts, which run output belongs to");

        final String file;
        final String title;

        Tier(String file, String title) {
            this.file = file;
            this.title = title;
        }
    }

    /**
     * What is asked of a kernel.
     *
     * @param cursor         of a question, in code points
     * @param answers        to what the cell asks, in order
     * @param interruptAfter text the cell writes before it is interrupted
     * @param until          text that must have been written, perhaps after the cell's end
     */
    record Step(
            Kind kind,
            String source,
            int cursor,
            List<String> answers,
            Optional<String> interruptAfter,
            Optional<String> until,
            List<Compared> compared) {
        Step {
            answers = List.copyOf(answers);
            compared = List.copyOf(compared);
        }
    }

    enum Kind {
        CELL,
        COMPLETE,
        INSPECT
    }

    /** A part of the reply that must be as ipykernel's. */
    record Compared(Part part, String argument) {
        @Override
        public String toString() {
            return (part.word() + " " + argument).strip();
        }
    }
}
