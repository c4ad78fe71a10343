package org.anode.kernel.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.function.Supplier;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.KernelInstall;
import org.jspecify.annotations.Nullable;

/**
 * The best runtime there is for a kernel now, and the making of a better one. Layout of the folder {@code kernel} in the
 * user's cache: {@code lock}, and for each key {@code KEY/image}, {@code KEY/kernel.aot} and {@code KEY/files}, which
 * tells a whole image from a damaged one. What is being made lies in {@code KEY.part}; what could not be made leaves its
 * logs in {@code KEY.failed} and is not tried again.
 */
public final class KernelImages implements Supplier<ChildRuntime>, AutoCloseable {
    /** How long a program has lived before it makes an image, in ms. */
    private static final long FIRST_MS = 60_000;

    private static final String PART = ".part";
    private static final String FAILED = ".failed";

    /** Whose image nobody used for so long has a newer one, in days; several versions may be in use side by side. */
    private static final int UNUSED_DAYS_MAX = 30;

    private final KernelInstall install;
    private final Path cache;
    private final ChildRuntime plain;
    private volatile @Nullable ImageBuild building;
    private volatile @Nullable Thread maker;
    private volatile boolean closed;

    public KernelImages(KernelInstall install) {
        this.install = install;
        this.cache = install.cacheDir().resolve("kernel");
        this.plain = ChildRuntime.plain(install);
    }

    /** What to start a kernel with now; never waits for an image, and takes no damaged one. */
    @Override
    public ChildRuntime get() {
        try {
            var folder = folder();
            return ImageManifest.isWhole(folder) ? used(folder) : plain;
        } catch (IOException e) {
            return plain;
        }
    }

    private ChildRuntime used(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        return ImageLayout.of(folder, install).trained();
    }

    /** Makes the image, if it is missing, on a thread of its own, after a while: a short life gains nothing from it. */
    public void prepareInBackground() {
        maker = Thread.ofPlatform().daemon().name("kernel-image").start(this::prepareOrStayPlain);
    }

    private void prepareOrStayPlain() {
        try {
            Thread.sleep(FIRST_MS);
            var _ = prepare();
        } catch (IOException e) {
            // Kernels start the plain way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes the image, if it is missing or damaged, nobody else is at it and it did not fail before. Takes a minute. Only
     * jars can be cached: with class folders on the class path nothing is made.
     *
     * @return whether it is there now
     */
    public boolean prepare() throws IOException, InterruptedException {
        var folder = folder();
        if (ImageManifest.isWhole(folder) || !install.classPath().stream().allMatch(Files::isRegularFile)) {
            return ImageManifest.isWhole(folder);
        }
        Files.createDirectories(cache);
        try (var channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !ImageManifest.isWhole(folder) && !Files.isDirectory(beside(folder, FAILED))) {
                make(folder);
            }
        } catch (OverlappingFileLockException e) {
            // Somebody else in this process is at it.
        }
        return ImageManifest.isWhole(folder);
    }

    /** Under the lock, so whatever is half made is left over. */
    private void make(Path folder) throws IOException, InterruptedException {
        removeOld();
        var part = Files.createDirectories(beside(folder, PART));
        var build = new ImageBuild(ImageLayout.of(part, install));
        building = build;
        if (closed) {
            return;
        }
        try {
            build.run();
            ImageManifest.write(part);
            remove(folder);
            Files.move(part, folder);
        } catch (IOException e) {
            if (!closed) {
                Files.move(part, beside(folder, FAILED));
            }
            throw e;
        }
    }

    private Path folder() throws IOException {
        return cache.resolve(ImageKey.of(install));
    }

    private static Path beside(Path folder, String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }

    private void removeOld() throws IOException {
        var oldest = FileTime.from(Instant.now().minus(UNUSED_DAYS_MAX, ChronoUnit.DAYS));
        try (var entries = Files.list(cache)) {
            for (var entry : entries.filter(Files::isDirectory).toList()) {
                if (entry.toString().endsWith(PART)
                        || Files.getLastModifiedTime(entry).compareTo(oldest) < 0) {
                    remove(entry);
                }
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
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
        var thread = maker;
        if (thread != null) {
            thread.interrupt();
        }
        var build = building;
        if (build != null) {
            build.stop();
        }
    }
}
