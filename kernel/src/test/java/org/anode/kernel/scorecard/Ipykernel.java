package org.anode.kernel.scorecard;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anode.kernel.scorecard.Check.Step;
import org.anode.kernel.scorecard.Reply.Asked;
import org.anode.kernel.scorecard.Reply.Cleared;
import org.anode.kernel.scorecard.Reply.Completion;
import org.anode.kernel.scorecard.Reply.Failed;
import org.anode.kernel.scorecard.Reply.Heard;
import org.anode.kernel.scorecard.Reply.Shown;
import org.anode.kernel.scorecard.Reply.Text;
import tools.jackson.databind.JsonNode;

/** ipykernel, asked through {@code src/test/scorecard/peer.py} by Debian's python3. */
final class Ipykernel implements Peer {
    /** Where the checks lie; programs are started beside the modules, tests inside of one. */
    static final Path FOLDER = Stream.of("src/test/scorecard", "kernel/src/test/scorecard")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow()
            .toAbsolutePath();

    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;
    private final Normal normal;

    private Ipykernel(Path folder) throws IOException {
        Files.createDirectories(folder);
        process = new ProcessBuilder(PYTHON, FOLDER.resolve("peer.py").toString())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = process.inputReader(StandardCharsets.UTF_8);
        out = process.outputWriter(StandardCharsets.UTF_8);
        normal = new Normal(List.of(folder.toRealPath().toString()));
    }

    /** Works in {@code folder}, which is made. */
    static Ipykernel start(Path folder) {
        try {
            return new Ipykernel(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions of ipykernel and IPython, empty where there are none to compare with. */
    static Optional<String> version() {
        try {
            var asked = new ProcessBuilder(PYTHON, "-c", """
                    import jupyter_client, ipykernel, IPython
                    print("ipykernel", ipykernel.__version__, "with IPython", IPython.__version__)""")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var said = asked.inputReader(StandardCharsets.UTF_8)) {
                var line = said.readLine();
                return asked.waitFor() == 0 ? Optional.ofNullable(line) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public List<Reply> ask(Check check) {
        try {
            out.write(Bundles.json(check.steps().stream().map(Ipykernel::asked).toList()));
            out.newLine();
            out.flush();
            var line = in.readLine();
            if (line == null) throw new IllegalStateException("ipykernel gave no answer to: " + check.name());
            var replies = Bundles.JSON.readTree(line);
            return normal.of(IntStream.range(0, replies.size())
                    .mapToObj(i -> reply(check.steps().get(i), replies.get(i)))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(check.name(), e);
        }
    }

    private static Map<String, Object> asked(Step step) {
        var words = new LinkedHashMap<String, Object>();
        words.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
        words.put("source", step.source());
        words.put("cursor", step.cursor());
        words.put("answers", step.answers());
        words.put("interruptAfter", step.interruptAfter().orElse(""));
        words.put("until", step.until().orElse(""));
        return words;
    }

    private static Reply reply(Step step, JsonNode said) {
        return switch (step.kind()) {
            case CELL ->
                new Reply(
                        said.get("status").asString(),
                        said.get("count").asLong(),
                        said.has("ename") ? Optional.of(failed(said, "")) : Optional.empty(),
                        said.get("events").valueStream().map(Ipykernel::heard).toList(),
                        Optional.empty(),
                        Optional.empty());
            case COMPLETE ->
                Reply.completed(new Completion(
                        step.source(),
                        strings(said.get("matches")),
                        said.get("from").asInt(),
                        said.get("to").asInt()));
            case INSPECT ->
                Reply.inspected(
                        said.get("found").asBoolean()
                                ? Optional.of(said.get("help").asString())
                                : Optional.empty());
        };
    }

    private static Heard heard(JsonNode event) {
        return switch (event.get("kind").asString()) {
            case "stream" ->
                new Text(event.get("name").asString(), event.get("text").asString());
            case "display" ->
                new Shown(
                        data(event.get("data")),
                        Bundles.json(Bundles.JSON.treeToValue(event.get("metadata"), Object.class)),
                        Optional.of(event.get("id")).filter(JsonNode::isString).map(JsonNode::asString),
                        event.get("update").asBoolean(),
                        false);
            case "result" ->
                new Shown(
                        data(event.get("data")),
                        Bundles.json(Bundles.JSON.treeToValue(event.get("metadata"), Object.class)),
                        Optional.empty(),
                        false,
                        true);
            case "error" -> failed(event, String.join("\n", strings(event.get("traceback"))));
            case "clear" -> new Cleared(event.get("wait").asBoolean());
            case "input" ->
                new Asked(event.get("prompt").asString(), event.get("password").asBoolean());
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    private static Failed failed(JsonNode said, String traceback) {
        return new Failed(said.get("ename").asString(), said.get("evalue").asString(), traceback);
    }

    private static Map<String, String> data(JsonNode bundle) {
        var data = new TreeMap<String, String>();
        bundle.forEachEntry((type, value) ->
                data.put(type, value.isString() && !Bundles.isJson(type) ? value.asString() : value.toString()));
        return Bundles.of(data);
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** The program shuts ipykernel down when its input ends. */
    @Override
    public void close() {
        try {
            out.close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
            in.close();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
