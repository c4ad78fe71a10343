package org.anode.node.replicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.node.replicate.AdmissionCase.Judged;
import org.anode.node.replicate.AdmissionCase.Stands;
import org.anode.node.replicate.AdmissionCase.Written;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the evaluation of members and batches against the reference model's verdicts, see {@code src/test/vectors}. */
final class AdmissionVectorsTest {
    private static final List<String> WORDINGS =
            List.of("vouch-other-grant", "self-cut", "self-admit", "lower-hash-only");
    private static final int CASES_MIN = 2_000;
    private static final int TELLING_MIN = 20;
    private static final String FRESH_SEEDS = "200";

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    private static List<AdmissionCase> read(InputStream lines) {
        return new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))
                .lines()
                .map(AdmissionCase::parse)
                .toList();
    }

    private static List<AdmissionCase> committed() throws IOException {
        try (var file = Objects.requireNonNull(AdmissionVectorsTest.class.getResourceAsStream("admission.jsonl.gz"))) {
            return read(new GZIPInputStream(file));
        }
    }

    @Test
    @DisplayName("MB-2 the statements that stand, the live grants and the ranks are those of the reference")
    void statements() throws IOException {
        committed().forEach(AdmissionVectorsTest::checkStanding);
    }

    @Test
    @DisplayName("MB-4 what is entitled, admitted, missing and counted, and the positions, are those of the reference")
    void batches() throws IOException {
        committed().forEach(AdmissionVectorsTest::checkBatches);
    }

    @Test
    void every_wrong_wording_would_be_told() throws IOException {
        var told = new HashMap<String, Integer>();
        var cases = committed();
        for (var one : cases) for (var wording : one.tells()) told.merge(wording, 1, Integer::sum);
        assertTrue(cases.size() >= CASES_MIN, cases.size() + " cases");
        for (var wording : WORDINGS) assertTrue(told.getOrDefault(wording, 0) >= TELLING_MIN, told.toString());
    }

    @Test
    @DisplayName("MB-3 fresh scenarios of the reference come to the same verdicts")
    void fresh() throws IOException, InterruptedException {
        var model = root().resolveSibling("shared").resolve("models/admission.py");
        assumeTrue(Files.exists(model), "the reference model is not here");
        assumeTrue(hasPython(), "there is no python3");
        var first = String.valueOf(new Random().nextInt(1 << 30));
        var generator = root().resolve("node/src/test/vectors/admission_vectors.py");
        var python = python(generator.toString(), model.toString(), "--first", first, "--seeds", FRESH_SEEDS)
                .start();
        var cases = read(python.getInputStream());
        assertEquals(0, python.waitFor(), "the generator from seed " + first);
        assertEquals(2 * Integer.parseInt(FRESH_SEEDS), cases.size());
        cases.forEach(AdmissionVectorsTest::checkStanding);
        cases.forEach(AdmissionVectorsTest::checkBatches);
    }

    private static ProcessBuilder python(String... words) {
        var command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return python("-c", "").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void checkStanding(AdmissionCase one) {
        var standing = Standing.of(one.statements());
        var grants = one.grants();
        for (int i = 0; i < one.statements().size(); i++) {
            var sealed = one.statements().get(i);
            boolean isGrant = grants.containsKey(sealed.grant());
            var found = new Stands(
                    standing.counts(sealed.hash()),
                    standing.live().contains(sealed.grant()),
                    isGrant ? standing.rank(sealed.grant()) : -1);
            assertEquals(one.standing().get(i), found, one.name() + ": " + sealed.statement());
            assertEquals(isGrant && found.valid(), standing.valid().contains(sealed.grant()), one.name());
        }
    }

    private static void checkBatches(AdmissionCase one) {
        var standing = Standing.of(one.statements());
        var atOnce = new HashMap<DocumentName, BatchGraph>();
        for (var batch : one.batches()) {
            var header = batch.header();
            graph(atOnce, header, standing::named).recall(header, batch.changes(), 0, standing.admits(header), false);
        }
        atOnce.values().forEach(BatchGraph::settle);
        compare(one, atOnce, "at once");
        compare(one, piecemeal(one, standing), "piecemeal");
    }

    private static BatchGraph graph(
            Map<DocumentName, BatchGraph> graphs, Header header, Supplier<Set<BatchHash>> named) {
        return graphs.computeIfAbsent(header.document(), _ -> new BatchGraph(Set.of(), named));
    }

    /** One batch after the other, when half of the statements are known; then come the others. */
    private static Map<DocumentName, BatchGraph> piecemeal(AdmissionCase one, Standing standing) {
        var early =
                Standing.of(placed(one.statements().subList(0, one.statements().size() / 2), one.statements()));
        var now = new AtomicReference<>(early);
        var graphs = new HashMap<DocumentName, BatchGraph>();
        for (var batch : inChains(one.batches())) {
            var graph = graph(graphs, batch.header(), () -> now.get().named());
            graph.add(batch.header(), batch.changes(), 0, early.admits(batch.header()));
            graph.settled();
        }
        now.set(standing);
        for (var graph : graphs.values()) graph.reconsider(standing::admits);
        return graphs;
    }

    /** Those of {@code some} whose issuers, and what they follow, are among them; and the root. */
    private static Collection<SealedStatement> placed(List<SealedStatement> some, List<SealedStatement> all) {
        var found = new HashMap<Bytes, SealedStatement>();
        all.stream().filter(one -> one.statement().isRoot()).forEach(root -> found.put(root.hash(), root));
        for (int before = 0; before != found.size(); ) {
            before = found.size();
            for (var sealed : some) if (follows(sealed.statement(), found.keySet())) found.put(sealed.hash(), sealed);
        }
        return found.values();
    }

    private static boolean follows(Statement statement, Set<Bytes> known) {
        return statement
                        .issuer()
                        .filter(issuer -> known.contains(issuer.value()))
                        .isPresent()
                && (statement.previous().equals(Statement.NO_PREVIOUS) || known.contains(statement.previous()));
    }

    /** Each after the one before it in its chain, as they are taken; else in their order. */
    private static List<Written> inChains(List<Written> batches) {
        var found = new ArrayList<Written>();
        var there = new HashSet<>(Set.of(Batch.NO_PREVIOUS));
        var open = new ArrayList<>(batches);
        while (!open.isEmpty())
            open.removeIf(batch -> {
                boolean fits = there.contains(batch.header().previous());
                if (fits && there.add(batch.header().hash())) found.add(batch);
                return fits;
            });
        return found;
    }

    private static void compare(AdmissionCase one, Map<DocumentName, BatchGraph> graphs, String how) {
        var tips = new HashSet<BatchHash>();
        var missing = new HashSet<ChangeHash>();
        for (var graph : graphs.values()) {
            for (var grant : graph.grants()) graph.positions(grant).forEach(position -> tips.add(position.hash()));
            missing.addAll(graph.missing());
        }
        for (int i = 0; i < one.batches().size(); i++) {
            var header = one.batches().get(i).header();
            var node = Objects.requireNonNull(graphs.get(header.document()))
                    .node(header.hash())
                    .orElseThrow();
            var found = new Judged(node.entitled, node.admitted, node.counts(), tips.contains(header.hash()));
            assertEquals(one.verdicts().get(i), found, one.name() + ", " + how + ": " + header);
        }
        assertEquals(one.missing(), missing, one.name() + ", " + how);
    }
}
