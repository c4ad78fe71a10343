package org.anode.node.cli;

import java.nio.file.Path;
import org.anode.node.folder.PrivateFiles;
import org.anode.node.page.PageServer;
import org.anode.schema.Bytes;

/** The port a data folder keeps from start to start, so that links and pages stay valid. */
final class KeptPort {
    private static final int DIGITS_MAX = 5;

    private final Path file;

    KeptPort(Path data) {
        this.file = data.resolve("port");
    }

    /** {@link PageServer#PORT_ANY} at the first start, and where the file says nothing sensible. */
    int read() {
        return PrivateFiles.read(file, DIGITS_MAX)
                .map(Bytes::toUtf8)
                .filter(text -> text.matches("[1-9][0-9]{0,4}"))
                .map(Integer::parseInt)
                .filter(port -> port <= 65535)
                .orElse(PageServer.PORT_ANY);
    }

    void write(int port) {
        if (read() != port) PrivateFiles.write(file, Bytes.utf8(Integer.toString(port)));
    }
}
