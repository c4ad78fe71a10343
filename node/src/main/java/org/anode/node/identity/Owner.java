package org.anode.node.identity;

import java.util.function.Consumer;

/** Whose device this is: another person's once it was paired with a device of that one. Any thread. */
public final class Owner {
    private final Consumer<PersonId> keep;
    private volatile PersonId person;

    private Owner(PersonId person, Consumer<PersonId> keep) {
        this.person = person;
        this.keep = keep;
    }

    static Owner of(PersonId person) {
        return new Owner(person, _ -> {});
    }

    /** @param keep has it on the disk when it returns */
    static Owner kept(PersonId person, Consumer<PersonId> keep) {
        return new Owner(person, keep);
    }

    public PersonId person() {
        return person;
    }

    /** In everything that is signed from now on; it is on the disk when this returns. What was signed before stays. */
    public synchronized void become(PersonId other) {
        if (other.equals(person)) return;
        keep.accept(other);
        person = other;
    }
}
