package org.anode.node;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.anode.node.host.Permit;
import org.anode.node.host.PolicyCodec;
import org.anode.node.host.RunPolicy;
import org.anode.node.host.RunPolicy.Rule;
import org.anode.node.store.PolicyRows;
import org.anode.node.store.Store;
import org.anode.schema.Bytes;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;
import org.anode.schema.Parsed;
import org.anode.schema.ledger.Rights.Holder;

/** Who may run code on this computer, in which notebook (EX-18). What is changed is on the disk when the call returns. Any thread. */
public final class RunPolicies {
    private static final String NO_KERNELS =
            "This node was started with --no-kernel: it runs nothing, another computer of the notebook has to.";

    private static final String FIXED =
            "This node was started with --run-policy: until it is started without, that says who may run code here.";

    private final Store store;
    private final PolicyRows rows;
    private final Predicate<DeviceId> trusted;
    private final Optional<RunPolicy> here;
    private final boolean hosting;
    private final List<Runnable> watches = new CopyOnWriteArrayList<>();

    /**
     * @param trusted whether the device is this one, or may run here whatever the policy
     * @param here    the policy of this process, whatever is kept
     * @param hosting whether anything runs here at all
     */
    RunPolicies(Store store, Predicate<DeviceId> trusted, Optional<RunPolicy> here, boolean hosting) {
        this.store = store;
        this.rows = new PolicyRows(store);
        this.trusted = trusted;
        this.here = here;
        this.hosting = hosting;
    }

    /** Why nothing runs here. */
    Optional<String> obstacle() {
        return hosting ? Optional.empty() : Optional.of(NO_KERNELS);
    }

    /** One of a later version lets nobody in. */
    private static RunPolicy decoded(Bytes row) {
        return PolicyCodec.decode(row) instanceof Parsed.Ok<RunPolicy>(var policy) ? policy : RunPolicy.DEFAULT;
    }

    RunPolicy usual() {
        return here.orElseGet(() -> rows.usual().map(RunPolicies::decoded).orElse(RunPolicy.DEFAULT));
    }

    /** Why another one can not be chosen now. */
    public Optional<String> fixed() {
        return here.map(_ -> FIXED);
    }

    public RunPolicy of(NotebookId notebook) {
        if (here.isPresent()) return here.get();
        return rows.of(notebook).map(RunPolicies::decoded).orElseGet(this::usual);
    }

    void set(NotebookId notebook, RunPolicy policy) {
        keep(rows.put(notebook, PolicyCodec.encode(policy)));
    }

    /**
     * As people do who see what applies now.
     *
     * @throws Refusal if another one can not be chosen now
     */
    public void choose(NotebookId notebook, Rule rule) {
        if (here.isPresent()) throw new Refusal(FIXED);
        set(notebook, new RunPolicy(rule, rule == Rule.ASK ? of(notebook).listed() : Set.of()));
    }

    /**
     * The device is not asked about any more in this notebook.
     *
     * @throws Refusal if another policy can not be chosen now
     */
    public void let(NotebookId notebook, DeviceId device) {
        if (here.isPresent()) throw new Refusal(FIXED);
        var now = of(notebook);
        var listed = new HashSet<>(now.listed());
        listed.add(device);
        set(notebook, new RunPolicy(now.rule(), listed));
    }

    void setUsual(RunPolicy policy) {
        keep(rows.putUsual(PolicyCodec.encode(policy)));
    }

    private void keep(Store.Change change) {
        store.write(List.of(change));
        store.sync();
        watches.forEach(Runnable::run);
    }

    /** {@code watcher} runs after each change, until the watch is closed; must not block. */
    public Sharing.Watch watch(Runnable watcher) {
        watches.add(watcher);
        return () -> watches.remove(watcher);
    }

    Permit permit(NotebookId notebook, Holder asks) {
        return of(notebook).permit(asks, trusted.test(asks.device()));
    }
}
