package org.anode.node.page;

import io.netty.channel.Channel;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import org.anode.node.Home;
import org.anode.node.NodeFailure;
import org.anode.schema.BlobId;
import org.anode.schema.Bytes;
import org.anode.schema.NotebookId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The requests of pages that are not messages on their socket. Each on a thread of its own; may wait for the disk. */
final class PageRoutes {
    /** Of a file that is dropped on a page; in the folder of a person there are larger ones, for the command line. */
    private static final int FILE_CHARS_MAX = 64 << 20;

    private static final System.Logger LOG = System.getLogger(PageRoutes.class.getName());
    private static final JsonMapper SMALL = PageJson.mapper(1 << 10);
    private static final JsonMapper LARGE = PageJson.mapper(Route.IMPORT.bodyBytesMax);

    private final Home home;
    private final LinkTokens links;
    private final PageSessions sessions;

    PageRoutes(Home home, LinkTokens links, PageSessions sessions) {
        this.home = home;
        this.links = links;
        this.sessions = sessions;
    }

    /** Swaps the token of a link for a page session, once. */
    void session(Channel to, byte[] body) {
        var token = read(SMALL, body).map(json -> json.path("token").asString(""));
        if (token.isEmpty()) {
            Answer.sentence(to, 400, "This is not what this address takes.");
        } else if (!links.redeem(token.get())) {
            Answer.sentence(to, 401, "This link was used already or is too old: ./anode open prints a fresh one.");
        } else {
            answer(
                    to,
                    () -> Answer.json(
                            to,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("session", sessions.begin().reveal())
                                    .put("device", home.device().toString())
                                    .put("deviceName", home.deviceName())));
        }
    }

    void blob(Channel to, String hash) {
        answer(
                to,
                () -> home.blob(BlobId.parse(hash))
                        .ifPresentOrElse(
                                content ->
                                        Answer.send(to, 200, "text/plain; charset=utf-8", content.toArray(), Map.of()),
                                () -> Answer.sentence(to, 404, "This part of the notebook is not on this computer.")));
    }

    void export(Channel to, String notebook) {
        answer(to, () -> {
            var content = home.export(NotebookId.parse(notebook));
            Answer.send(to, 200, "application/x-ipynb+json", content.toArray(), Map.of());
        });
    }

    void take(Channel to, byte[] body) {
        var json = read(LARGE, body).orElse(JsonNodeFactory.instance.objectNode());
        var name = json.path("name");
        var content = json.path("content");
        if (!name.isString() || !content.isString()) Answer.sentence(to, 400, "This is not what this address takes.");
        else if (content.stringValue().length() > FILE_CHARS_MAX)
            Answer.sentence(to, 413, "A file may have " + (FILE_CHARS_MAX >> 20) + " MiB here: use anode import.");
        else answer(to, () -> Answer.json(to, taken(name.stringValue(), content.stringValue())));
    }

    private JsonNode taken(String name, String content) {
        var taken = home.take(title(name), Bytes.utf8(content));
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("notebook", taken.notebook().toString());
        var notices = json.putArray("notices");
        taken.notices().forEach(notices::add);
        return json;
    }

    /** The last part of a path, whatever system it is from (R11): it names the notebook and no file. */
    private static String title(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("\\p{Cntrl}", "").strip();
        return clean.isEmpty() ? "Untitled.ipynb" : clean.substring(0, Math.min(clean.length(), 200));
    }

    private static Optional<JsonNode> read(JsonMapper mapper, byte[] body) {
        try {
            return Optional.of(mapper.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static void answer(Channel to, Runnable answer) {
        try {
            answer.run();
        } catch (NodeFailure e) {
            Answer.sentence(to, 409, e.sentence());
        } catch (IllegalArgumentException e) {
            Answer.sentence(to, 404, "There is nothing of this name.");
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a page was answered in a way it should not", e);
            Answer.sentence(to, 500, "The node hit an error of its own: see its log, and please report it.");
        }
    }
}
