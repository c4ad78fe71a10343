package org.anode.node.folder;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where this platform wants a program to keep what is its user's.
 *
 * @param data  notebooks and keys; {@code $ANODE_HOME} if set
 * @param cache what can be made again: unpacked libraries, images
 */
public record PlatformFolders(Path data, Path cache) {
    /** Those of this process's user. */
    public static PlatformFolders current() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static PlatformFolders of(Map<String, String> environment, String system, Path home) {
        var defaults = defaults(environment, system.toLowerCase(Locale.ROOT), home);
        return new PlatformFolders(folder(environment, "ANODE_HOME", defaults.data()), defaults.cache());
    }

    private static PlatformFolders defaults(Map<String, String> environment, String system, Path home) {
        if (system.startsWith("mac")) {
            var library = home.resolve("Library");
            return new PlatformFolders(
                    library.resolve("Application Support").resolve("Anode"),
                    library.resolve("Caches").resolve("Anode"));
        }
        if (system.startsWith("windows")) {
            var local = folder(
                            environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                    .resolve("Anode");
            return new PlatformFolders(local.resolve("Data"), local.resolve("Cache"));
        }
        return new PlatformFolders(
                absolute(environment, "XDG_DATA_HOME", home.resolve(".local").resolve("share"))
                        .resolve("anode"),
                absolute(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve("anode"));
    }

    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        var value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : Path.of(value).toAbsolutePath();
    }

    /** The XDG rules have relative paths ignored. */
    private static Path absolute(Map<String, String> environment, String name, Path otherwise) {
        var value = environment.getOrDefault(name, "");
        return value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
