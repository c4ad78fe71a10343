package org.anode.node.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ipykernel driven by jupyter_client, as Debian's python3-ipykernel installs them. */
record PeerKernel(Samples startMs, Samples firstOutputMs) {
    /** The system's, which has ipykernel. */
    static final String PYTHON = "/usr/bin/python3";

    /** Empty where ipykernel is not installed. */
    static Optional<PeerKernel> measure(int starts, int runs) throws IOException, InterruptedException {
        var folder = Checkout.root().resolve("node/src/test/bench");
        var command = List.of(PYTHON, "peer_ipykernel.py", String.valueOf(starts), String.valueOf(runs));
        return Checkout.output(folder, command)
                .map(text -> JsonMapper.shared().readTree(text))
                .map(json -> new PeerKernel(samples(json.get("start")), samples(json.get("first"))));
    }

    private static Samples samples(JsonNode array) {
        var samples = new Samples();
        array.forEach(value -> samples.add(value.asDouble()));
        return samples;
    }
}
