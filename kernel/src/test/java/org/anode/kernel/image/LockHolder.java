package org.anode.kernel.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that makes an image just now: holds the lock until its stdin ends. */
final class LockHolder {
    private LockHolder() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        var file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            System.out.println("locked " + lock.isValid());
            while (System.in.read() >= 0) {}
        }
    }
}
