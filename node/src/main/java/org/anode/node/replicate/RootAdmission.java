package org.anode.node.replicate;

import java.util.Optional;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.NotebookId;

/** The rights of a notebook with no member but its creator: everything, except in another grant's ledger. */
public record RootAdmission(NotebookId notebook, Bytes rootKey) implements Admission {
    @Override
    public Optional<Bytes> deviceKey(GrantId grant) {
        return grant.value().equals(notebook.value()) ? Optional.of(rootKey) : Optional.empty();
    }

    @Override
    public boolean admits(Header batch) {
        return switch (batch.document()) {
            case DocumentName.Ledger ledger -> ledger.grant().equals(batch.grant());
            case DocumentName.Cells _, DocumentName.Outputs _, DocumentName.Comments _ -> true;
        };
    }

    @Override
    public boolean isLive(DeviceId device) {
        return device.value().equals(rootKey.sha256());
    }
}
