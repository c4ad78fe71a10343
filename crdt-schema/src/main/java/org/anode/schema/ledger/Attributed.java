package org.anode.schema.ledger;

import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;

/** A record and the ledger it stands in. */
public record Attributed(GrantId grant, LedgerStart start, LedgerRecord record) {
    public LedgerId ledger() {
        return new LedgerId(grant, start);
    }
}
