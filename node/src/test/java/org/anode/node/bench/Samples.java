package org.anode.node.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured values of one thing, in one unit. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    static Samples of(List<Double> values) {
        var samples = new Samples();
        values.forEach(samples::add);
        return samples;
    }

    /** The same in another unit. */
    Samples scaled(double factor) {
        return of(values.stream().map(value -> value * factor).toList());
    }

    int size() {
        return values.size();
    }

    /** The nearest-rank quantile; NaN of nothing. */
    double quantile(double q) {
        if (values.isEmpty()) return Double.NaN;
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(q * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }

    double p50() {
        return quantile(0.5);
    }

    double p99() {
        return quantile(0.99);
    }
}
