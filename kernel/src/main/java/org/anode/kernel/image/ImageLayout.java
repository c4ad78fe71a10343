package org.anode.kernel.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anode.kernel.process.ChildRuntime;
import org.anode.kernel.process.KernelInstall;

/** Where the parts of one image lie, and how a child is started from them. */
record ImageLayout(Path folder, KernelInstall install) {
    /** Lives on the module path then; a second copy on the class path would hide it. */
    private static final Set<String> MODULES = Set.of("collections", "word", "truffle-compiler");

    static ImageLayout of(Path folder, KernelInstall install) {
        return new ImageLayout(folder, install);
    }

    Path jdk() {
        return folder.resolve("image");
    }

    Path cache() {
        return folder.resolve("kernel.aot");
    }

    ChildRuntime trained() {
        return with("-XX:AOTCache=" + cache());
    }

    /** The runtime without its cache, plus {@code flags}. */
    ChildRuntime with(String... flags) {
        var all = new ArrayList<>(List.of(flags));
        return install.compilerDir().isEmpty()
                ? new ChildRuntime(install.javaHome(), all, install.classPath())
                : withCompiler(install.compilerDir().get(), all);
    }

    private ChildRuntime withCompiler(Path compiler, List<String> flags) {
        flags.addAll(ChildRuntime.COMPILING);
        flags.addAll(List.of(
                "--module-path=" + compiler,
                "--add-modules=org.graalvm.truffle.compiler,jdk.graal.compiler,org.graalvm.collections,org.graalvm.word,"
                        + "jdk.internal.vm.ci"));
        for (var name : List.of("", ".hotspot", ".hotspot.libgraal")) {
            flags.add("--add-exports=org.graalvm.truffle.compiler/com.oracle.truffle.compiler" + name + "=ALL-UNNAMED");
        }
        return new ChildRuntime(jdk(), flags, classPath());
    }

    private List<Path> classPath() {
        return install.classPath().stream()
                .filter(jar -> !MODULES.contains(jar.getFileName().toString().replaceFirst("-[0-9.]+\\.jar$", "")))
                .toList();
    }
}
