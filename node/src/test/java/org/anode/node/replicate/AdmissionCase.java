package org.anode.node.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.anode.node.identity.Cut;
import org.anode.node.identity.Flag;
import org.anode.node.identity.PersonId;
import org.anode.node.identity.Role;
import org.anode.node.identity.SealedStatement;
import org.anode.node.identity.Statement;
import org.anode.schema.ActorId;
import org.anode.schema.BatchHash;
import org.anode.schema.Bytes;
import org.anode.schema.ChangeHash;
import org.anode.schema.DocumentName;
import org.anode.schema.GrantId;
import org.anode.schema.LedgerStart;
import org.anode.schema.chunk.ChangeChunk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of {@code src/test/vectors}: statements and batches that somebody holds, in some order, and the verdicts of the
 * reference model. Hashes are made of its numbers so that they are ordered as those are.
 *
 * @param name     where it comes from
 * @param tells    the wrong wordings of rules that would come to another verdict
 * @param standing of each statement
 * @param verdicts of each batch
 * @param missing  the changes that admitted batches build on and that are not here
 */
record AdmissionCase(
        String name,
        List<String> tells,
        List<SealedStatement> statements,
        List<Written> batches,
        List<Stands> standing,
        List<Judged> verdicts,
        Set<ChangeHash> missing) {
    private static final LedgerStart START = LedgerStart.parse("1-abcdefgh");
    private static final int NONE = -1;

    AdmissionCase {
        tells = List.copyOf(tells);
        statements = List.copyOf(statements);
        batches = List.copyOf(batches);
        standing = List.copyOf(standing);
        verdicts = List.copyOf(verdicts);
        missing = Set.copyOf(missing);
    }

    /** A batch with what a log has of it. */
    record Written(Header header, List<ChangeChunk> changes) {
        Written {
            changes = List.copyOf(changes);
        }
    }

    /** @param rank of a grant, else -1 */
    record Stands(boolean valid, boolean live, int rank) {}

    /** @param tip whether it is the end of a branch of what is admitted */
    record Judged(boolean entitled, boolean admitted, boolean counted, boolean tip) {
        private static Judged of(char digit) {
            int bits = Character.digit(digit, 16);
            return new Judged((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
        }
    }

    static AdmissionCase parse(String line) {
        var json = JsonMapper.shared().readTree(line);
        var verdicts = json.path("verdicts").asString();
        return new AdmissionCase(
                "seed " + json.path("seed").asInt() + ", " + json.path("state").asString(),
                each(json.path("tells")).map(JsonNode::asString).toList(),
                each(json.path("statements")).map(AdmissionCase::statement).toList(),
                each(json.path("batches")).map(AdmissionCase::batch).toList(),
                each(json.path("standing"))
                        .map(one -> new Stands(number(one, 0) == 1, number(one, 1) == 1, number(one, 2)))
                        .toList(),
                verdicts.chars().mapToObj(digit -> Judged.of((char) digit)).toList(),
                Set.copyOf(each(json.path("missing"))
                        .map(one -> lastChange(one.asInt()))
                        .toList()));
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get);
    }

    private static int number(JsonNode array, int at) {
        return array.get(at).asInt();
    }

    private static Bytes hash(int number, int kind) {
        var bytes = new byte[32];
        java.nio.ByteBuffer.wrap(bytes).putInt(number + 1).putInt(kind);
        return Bytes.wrap(bytes);
    }

    private static Bytes statementHash(int number) {
        return number == NONE ? Statement.NO_PREVIOUS : hash(number, 0);
    }

    private static GrantId grant(int number) {
        return new GrantId(statementHash(number));
    }

    private static BatchHash batchHash(int number) {
        return number == NONE ? Batch.NO_PREVIOUS : new BatchHash(hash(number, 0));
    }

    private static ActorId actor(int number) {
        return new ActorId(hash(number, 0).slice(0, ActorId.SIZE_BYTES));
    }

    /** What others name that build on a batch. */
    private static ChangeHash lastChange(int batch) {
        return new ChangeHash(hash(batch, 0));
    }

    private static DocumentName document(String text) {
        return switch (text) {
            case "cells" -> new DocumentName.Cells();
            case "comments" -> new DocumentName.Comments();
            default -> new DocumentName.Ledger(grant(Integer.parseInt(text.split("/", 2)[1])), START);
        };
    }

    private static SealedStatement statement(JsonNode json) {
        int issuer = number(json, 1);
        var statement = new Statement(
                issuer == NONE ? Optional.empty() : Optional.of(grant(issuer)),
                number(json, 2),
                statementHash(number(json, 3)),
                body(json));
        return new SealedStatement(statement, Bytes.EMPTY, Bytes.EMPTY, statementHash(number(json, 0)));
    }

    private static Statement.Body body(JsonNode json) {
        return switch (json.get(4).asString()) {
            case "revoke" -> new Statement.Revoke(grant(number(json, 5)), cut(json));
            case "admit" -> new Statement.Admit(grant(number(json, 5)), cut(json));
            case String role ->
                new Statement.Grant(
                        hash(0, 1),
                        hash(0, 1),
                        new PersonId(Samples.filled(PersonId.SIZE_BYTES, 1)),
                        Role.valueOf(role.toUpperCase(java.util.Locale.ROOT)),
                        Set.of(Flag.HOST),
                        Samples.filled(Statement.SALT_BYTES, 1));
        };
    }

    private static Cut cut(JsonNode json) {
        var documents = new TreeMap<String, SortedMap<ActorId, Cut.Tip>>();
        for (var tip : each(json.get(6)).toList())
            documents
                    .computeIfAbsent(document(tip.get(0).asString()).text(), _ -> new TreeMap<>())
                    .put(actor(number(tip, 1)), new Cut.Tip(number(tip, 2), batchHash(number(tip, 3))));
        return new Cut(documents, statementHash(number(json, 7)));
    }

    private static Written batch(JsonNode json) {
        int number = number(json, 0);
        var actor = actor(number(json, 3));
        int first = number(json, 4);
        int last = number(json, 5);
        var header = new Header(
                document(json.get(1).asString()),
                grant(number(json, 2)),
                actor,
                first,
                last,
                batchHash(number(json, 6)),
                batchHash(number));
        var deps = each(json.get(7)).map(dep -> lastChange(dep.asInt())).toList();
        var changes = new ArrayList<ChangeChunk>();
        for (int seq = first; seq <= last; seq++) {
            var hash = seq == last ? lastChange(number) : new ChangeHash(hash(number, seq));
            changes.add(new ChangeChunk(hash, deps, actor, seq, 1, 0, List.of(), Bytes.EMPTY));
            deps = List.of(hash);
        }
        return new Written(header, changes);
    }

    /** The grants among the statements, each with its place. */
    Map<GrantId, Integer> grants() {
        var found = new java.util.HashMap<GrantId, Integer>();
        for (int i = 0; i < statements.size(); i++)
            if (statements.get(i).statement().body() instanceof Statement.Grant)
                found.put(statements.get(i).grant(), i);
        return found;
    }
}
