package org.anode.relay.server;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Looks now and then whether the files of a certificate hold something else, as they do once it is renewed, and hands on
 * what can be used; what can not is said once. Has a thread of its own: a disk may be slow.
 */
final class CertificateWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CertificateWatch.class.getName());

    private final int everyMs;
    private final Consumer<KeyedCertificate> use;
    private final Thread thread;
    private CertificateFiles seen;
    private String said = "";

    /** @param use what is found; may throw a {@link RelayFailure} */
    CertificateWatch(CertificateFiles files, int everyMs, Consumer<KeyedCertificate> use) {
        this.seen = files;
        this.everyMs = everyMs;
        this.use = use;
        this.thread = Thread.ofVirtual().name("relay-certificate").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(everyMs);
                look();
            }
        } catch (InterruptedException e) {
            // The relay closes.
        }
    }

    private void look() {
        try {
            var now = CertificateFiles.read(seen.paths());
            if (now.equals(seen)) return;
            seen = now;
            use.accept(now.keyed());
            said = "";
        } catch (RelayFailure e) {
            // One of two files may be there before the other: the next look finds both.
            if (!e.sentence().equals(said))
                LOG.log(Level.WARNING, "event=certificate-kept reason=\"{0}\"", e.sentence());
            said = e.sentence();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
