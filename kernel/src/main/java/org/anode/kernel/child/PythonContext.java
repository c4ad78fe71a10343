package org.anode.kernel.child;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.anode.kernel.KernelEvent;
import org.anode.kernel.KernelPace;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** GraalPy as the kernel uses it: the user's own code with the user's own rights. Owned by the Python thread. */
public final class PythonContext implements AutoCloseable {
    /** Gives Python the packages that lie in this jar; their files are named so that tracebacks can leave them out. */
    private static final String FINDER = """
            def install(read):
                import sys
                spec_type = type(sys.__spec__)

                class Loader:
                    def __init__(self, source):
                        self.source = source

                    def create_module(self, spec):
                        return None

                    def exec_module(self, module):
                        module.__file__ = module.__spec__.origin
                        exec(compile(self.source, module.__file__, 'exec'), module.__dict__)

                class Finder:
                    def find_spec(self, name, path=None, target=None):
                        if name.partition('.')[0] not in ('anode_kernel', 'IPython'):
                            return None
                        file = name.replace('.', '/')
                        package = read(file + '/__init__.py')
                        source = package if package is not None else read(file + '.py')
                        if source is None:
                            return None
                        file += '.py' if package is None else '/__init__.py'
                        return spec_type(
                            name, Loader(source), origin='<anode>/' + file, is_package=package is not None)

                sys.meta_path.insert(0, Finder())
            install
            """;

    private final Context context;
    private @Nullable Value chdir;

    private PythonContext(Context context) {
        this.context = context;
    }

    static PythonContext open() {
        var jit = Boolean.getBoolean("anode.kernel.jit");
        var builder = Context.newBuilder("python")
                .allowAllAccess(true)
                .allowHostAccess(HostAccess.ALL)
                .option("python.WarnExperimentalFeatures", "false")
                .option("log.python.level", "SEVERE")
                .option("python.InstallSignalHandlers", "true")
                .option("python.PosixModuleBackend", posix())
                .option("python.Executable", executable());
        if (jit) {
            switch (KernelPace.ofThisProcess()) {
                case START -> builder.option("engine.Mode", "latency");
                case LOOPS -> builder.option("engine.Mode", "throughput");
            }
        }
        var context = builder.build();
        context.initialize("python");
        return new PythonContext(context);
    }

    /** The native one has real process ids, descriptors and directories; the other one runs everywhere. */
    private static String posix() {
        return System.getProperty("os.name", "").startsWith("Windows") ? "java" : "native";
    }

    private static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Value start(PythonHost host) {
        var read = (Reading) PythonContext::resource;
        eval("<finder>", FINDER).execute(read);
        return eval("<start>", "import anode_kernel; anode_kernel").invokeMember("start", host);
    }

    private Value eval(String name, String text) {
        return context.eval(
                Source.newBuilder("python", text, name).internal(true).buildLiteral());
    }

    /** Loads what first cells usually need. @return cells that warm what runs them */
    List<String> warm() {
        return PythonHost.strings(
                eval("<warm>", "import anode_kernel; anode_kernel").invokeMember("warm"));
    }

    void changeDirectory(String directory) {
        var function = chdir;
        if (function == null) {
            chdir = function = eval("<adopt>", "import os; os.chdir");
        }
        function.execute(directory);
    }

    KernelEvent.Ready ready(long startMs) {
        var engine = context.getEngine();
        var version = requireNonNull(engine.getLanguages().get("python")).getVersion();
        return new KernelEvent.Ready(
                "python", version, !engine.getImplementationName().equals("Interpreted"), startMs);
    }

    /** How Python reads a resource; null where there is none. */
    @FunctionalInterface
    public interface Reading {
        @Nullable
        String read(String name);
    }

    static @Nullable String resource(String name) {
        try (var in = PythonContext.class.getResourceAsStream("/org/anode/kernel/python/" + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close(true);
    }
}
