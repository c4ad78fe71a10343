package org.anode.kernel.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.function.Supplier;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.KernelInstall;
import org.jspecify.annotations.Nullable;

/**
 * The best runtime there is for a kernel now, and the making of a better one. Layout of the cache folder: {@code lock},
 * and for each key {@code KEY/image}, {@code KEY/kernel.aot}; a folder without the suffix {@code .part} is complete.
 */
public final class KernelImages implements Supplier<ChildRuntime>, AutoCloseable {
    private static final String PART = ".part";

    private final KernelInstall install;
    private final ChildRuntime plain;
    private volatile @Nullable ChildRuntime prepared;
    private volatile @Nullable ImageBuild building;
    private volatile boolean closed;

    public KernelImages(KernelInstall install) {
        this.install = install;
        this.plain = ChildRuntime.plain(install);
    }

    /** What to start a kernel with now; never waits for an image. */
    @Override
    public ChildRuntime get() {
        var known = prepared;
        if (known != null && Files.exists(known.java())) {
            return known;
        }
        try {
            var folder = folder();
            prepared =
                    Files.isDirectory(folder) ? ImageLayout.of(folder, install).trained() : null;
        } catch (IOException e) {
            prepared = null;
        }
        return prepared == null ? plain : prepared;
    }

    /** Makes the image, if it is missing, on a thread of its own. */
    public void prepareInBackground() {
        Thread.ofPlatform().daemon().name("kernel-image").start(this::prepareOrStayPlain);
    }

    private void prepareOrStayPlain() {
        try {
            var _ = prepare();
        } catch (IOException e) {
            // Kernels start the plain way; the next start of this program tries again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes the image, if it is missing and nobody else is at it. Takes about a minute.
     *
     * @return whether it is there now
     */
    public boolean prepare() throws IOException, InterruptedException {
        Files.createDirectories(install.cacheDir());
        var folder = folder();
        try (var channel = FileChannel.open(
                        install.cacheDir().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !Files.isDirectory(folder)) {
                make(folder);
            }
        }
        return Files.isDirectory(folder);
    }

    /** Under the lock, so whatever else is in the folder is left over. */
    private void make(Path folder) throws IOException, InterruptedException {
        removeOthers();
        var part = folder.resolveSibling(folder.getFileName() + PART);
        Files.createDirectories(part);
        var build = new ImageBuild(ImageLayout.of(part, install));
        building = build;
        if (closed) {
            return;
        }
        build.run();
        Files.move(part, folder);
    }

    private Path folder() throws IOException {
        return install.cacheDir().resolve(ImageKey.of(install));
    }

    private void removeOthers() throws IOException {
        try (var entries = Files.list(install.cacheDir())) {
            for (var entry : entries.filter(Files::isDirectory).toList()) {
                remove(entry);
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives up what is being made; what is there stays. */
    @Override
    public void close() {
        closed = true;
        var build = building;
        if (build != null) {
            build.stop();
        }
    }
}
