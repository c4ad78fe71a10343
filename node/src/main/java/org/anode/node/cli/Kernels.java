package org.anode.node.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anode.kernel.KernelLauncher;
import org.anode.kernel.KernelSpec;
import org.anode.kernel.image.KernelImages;
import org.anode.kernel.process.FreeMemory;
import org.anode.kernel.process.KernelInstall;
import org.anode.kernel.process.ProcessLauncher;
import org.anode.kernel.process.SpareLauncher;
import org.anode.node.folder.PlatformFolders;
import org.jspecify.annotations.Nullable;

/** Where this installation keeps the program that runs in a kernel's process. */
public final class Kernels {
    private static final Path CHILD = Path.of("kernel", "target", "child");
    private static final Path COMPILER = Path.of("kernel", "target", "compiler");

    private Kernels() {}

    public static KernelLauncher launcher() {
        return new ProcessLauncher(images());
    }

    /** A launcher for a node that stays: it can keep a kernel ready, which waits in the data folder's {@code kernels}. */
    public static SpareLauncher spare(KernelImages images, Path data) {
        var neutral = new KernelSpec(data.resolve("kernels"), KernelSpec.HEAP_MIB_DEFAULT);
        return new SpareLauncher(new ProcessLauncher(images), neutral, new FreeMemory());
    }

    /** What makes kernels of this installation start faster. */
    public static KernelImages images() {
        return new KernelImages(install());
    }

    /** What is missing is named at its place, so that the launcher can say so when a kernel is wanted. */
    public static KernelInstall install() {
        var own = codeOf(KernelLauncher.class);
        var root = root(own);
        return new KernelInstall(
                Path.of(System.getProperty("java.home")),
                classPath(own, root.resolve(CHILD)),
                Optional.of(root.resolve(COMPILER)).filter(Files::isDirectory),
                PlatformFolders.current().cache());
    }

    /** Our own jar is the one this node has open, which a build does not touch; the others lie in {@code child}. */
    private static List<Path> classPath(Path own, Path child) {
        var path = new ArrayList<Path>();
        path.add(own);
        path.addAll(jars(child));
        return path;
    }

    private static List<Path> jars(Path child) {
        try (var files = Files.list(child)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith("kernel-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(child);
        }
    }

    /** The folder above {@code code} that holds the build. */
    private static Path root(Path code) {
        for (@Nullable Path at = code; at != null; at = at.getParent())
            if (Files.isDirectory(at.resolve(CHILD))) return at;
        return code;
    }

    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class is loaded from a place with a proper address", e);
        }
    }
}
