package org.anode.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.anode.node.doc.Edits;
import org.anode.node.doc.NotebookActor;
import org.anode.node.doc.NotebookEvent;
import org.anode.node.identity.DeviceName;
import org.anode.node.share.SharingEvent;
import org.anode.node.store.Blobs;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.CellId;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** What a page shows before a notebook is open, and its way to one. Any thread; may wait for the disk. */
public final class Home {
    /** A page waits so long for content that is fetched; it can ask again. */
    private static final long FETCH_MS_MAX = 30_000;

    private final Shelf shelf;
    private final Commands commands;
    private final NotebookFiles files;
    private final KeptFiles keptFiles;
    private final Blobs blobs;
    private final DeviceId device;
    private final DeviceName deviceName;
    private final List<DeviceId> formers;
    private final Optional<String> news;
    private final Sharing sharing;
    private final Trust trust;
    private final RunPolicies policies;
    private final List<Runnable> watches = new CopyOnWriteArrayList<>();

    Home(
            Shelf shelf,
            Commands commands,
            NotebookFiles files,
            KeptFiles keptFiles,
            Blobs blobs,
            Who who,
            Sharing sharing,
            Trust trust,
            RunPolicies policies) {
        this.sharing = sharing;
        this.trust = trust;
        this.policies = policies;
        this.keptFiles = keptFiles;
        this.shelf = shelf;
        this.commands = commands;
        this.files = files;
        this.blobs = blobs;
        this.device = who.identity().device();
        this.deviceName = who.name();
        this.formers = who.formers().devices();
        this.news = who.news();
        shelf.watch((_, event) -> {
            if (event.isEmpty() || concernsList(event.get())) changed();
        });
    }

    /** @param file what it is bound to */
    public record Listed(NotebookId id, String title, Optional<Path> file, boolean open, boolean running) {}

    public record Binned(NotebookId id, String title, long daysLeft) {}

    /** @param notices sentences for people */
    public record Taken(NotebookId notebook, List<String> notices) {}

    private static boolean concernsList(NotebookEvent event) {
        return event instanceof NotebookEvent.CellsChanged
                || event instanceof NotebookEvent.KernelChanged
                || event instanceof NotebookEvent.Closed;
    }

    /** {@code watch} runs after each change of what is listed, and sometimes without one; must not block. */
    public void watch(Runnable watch) {
        watches.add(watch);
    }

    /** Hears what people who use a notebook should know, a sentence at a time; must not block. */
    public void listen(BiConsumer<NotebookId, String> listener) {
        keptFiles.listen(listener::accept);
    }

    private void changed() {
        watches.forEach(Runnable::run);
    }

    /** By id. */
    public List<Listed> notebooks() {
        var list = new ArrayList<Listed>();
        shelf.titles()
                .forEach((id, title) -> list.add(
                        new Listed(id, title, shelf.notebooks().fileOf(id), shelf.isOpen(id), shelf.isRunning(id))));
        return list;
    }

    public List<Binned> bin() {
        var list = new ArrayList<Binned>();
        shelf.daysLeft().forEach((id, left) -> list.add(new Binned(id, shelf.title(id), left)));
        return list;
    }

    /** @param title a free one if empty */
    public NotebookId create(Optional<String> title) {
        return commands.create(title);
    }

    public void rename(NotebookId id, String title) {
        shelf.ask(known(id), open -> {
            new Edits(open).rename(title);
            return id;
        });
    }

    /** @param notices hears who has it still */
    public void delete(NotebookId id, Consumer<String> notices) {
        commands.delete(known(id), notices::accept);
    }

    public void undelete(NotebookId id) {
        shelf.unbin(known(id));
    }

    /** Opens it if it is not open. */
    public NotebookActor notebook(NotebookId id) {
        return shelf.actor(known(id));
    }

    /** The notebook as a file. */
    public Bytes export(NotebookId id) {
        return files.content(known(id));
    }

    public String title(NotebookId id) {
        return shelf.title(id);
    }

    /** Takes the content of a file in, which stays where it is. */
    public Taken take(String name, Bytes content) {
        var notices = new ArrayList<String>();
        return new Taken(files.takeCopy(name, content, notices::add), List.copyOf(notices));
    }

    /** The content; where somebody else has it, it is waited for. */
    public Optional<Bytes> blob(BlobId blob) {
        var here = blobs.get(blob);
        return here.isPresent() ? here : fetched(blob);
    }

    private Optional<Bytes> fetched(BlobId blob) {
        var came = new CountDownLatch(1);
        try (var _ = sharing.watch(event -> {
            if (event.equals(new SharingEvent.Fetched(blob))) came.countDown();
        })) {
            if (sharing.fetch(blob)) came.await(FETCH_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return blobs.get(blob);
    }

    /** Which cells others changed while no page of this node showed the notebook, by who did; asked once for each. */
    public Map<DeviceId, Set<CellId>> takeAway(NotebookId id) {
        return shelf.ask(known(id), open -> open.fromOthers().takeAway());
    }

    /** What notebooks have to do with other nodes. */
    public Sharing sharing() {
        return sharing;
    }

    /** Whom the owner of this node trusts. */
    public Trust trust() {
        return trust;
    }

    /** Who may run code on this computer. */
    public RunPolicies policies() {
        return policies;
    }

    /** Whether it is here and not in the bin. */
    public boolean has(NotebookId id) {
        return shelf.notebooks().has(id) && !shelf.notebooks().isBinned(id);
    }

    public DeviceId device() {
        return device;
    }

    public String deviceName() {
        return deviceName.get();
    }

    /** The devices that this one was, before its data folder turned out to be a copy. */
    public List<DeviceId> formers() {
        return formers;
    }

    /** What everybody at a page should know of this computer, as a sentence. */
    public Optional<String> news() {
        return news;
    }

    public void nameDevice(String name) {
        deviceName.set(name);
        changed();
    }

    private NotebookId known(NotebookId id) {
        if (!shelf.notebooks().has(id)) throw new Refusal("There is no such notebook on this computer.");
        return id;
    }
}
