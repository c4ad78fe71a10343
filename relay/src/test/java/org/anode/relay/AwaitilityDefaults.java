package org.anode.relay;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long and how often tests look for what they wait for; JUnit finds it under META-INF/services. */
public final class AwaitilityDefaults implements BeforeAllCallback {
    /** What does not come fails the test all the same; what comes late on a busy machine does not. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        // Most of what is waited for takes a millisecond.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }
}
