package dev.sallyport.server.collector;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.collector.Collector;
import dev.sallyport.govern.collector.Deletion;
import dev.sallyport.govern.collector.Refused;
import dev.sallyport.govern.telemetry.DeletionToken;
import dev.sallyport.govern.telemetry.Schema;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collector's HTTP interface. Takes no credential: a batch must name a customer who takes part, an order to delete proves itself, and the rest is
 * for everybody. Nothing of a request is logged. Thread-safe.
 */
final class CollectorDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorDoor.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String SHIELDS = "/shields";
    private static final String DELETIONS = "/deletions/";

    private record Said(int status, String type, byte[] body) {
        static Said json(int status, Json body) {
            return new Said(status, JSON, JsonText.bytes(body));
        }

        static Said refused(int status, String code, String why) {
            return json(
                    status,
                    JsonObject.builder().put("code", code).put("detail", why).build());
        }
    }

    private final Collector collector;
    private final CollectorFolder folder;
    private final Ed25519Key key;
    private final Probes probes;
    private final InstantSource clock;

    CollectorDoor(Collector collector, CollectorFolder folder, Ed25519Key key, Probes probes, InstantSource clock) {
        super(InvocationType.BLOCKING);
        this.collector = collector;
        this.folder = folder;
        this.key = key;
        this.probes = probes;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Said said;
        try {
            said = answer(request);
        } catch (Refused e) {
            said = Said.refused(e.status(), e.code(), String.valueOf(e.getMessage()));
        } catch (Malformed e) {
            said = Said.refused(403, e.code(), String.valueOf(e.getMessage()));
        } catch (MalformedJson e) {
            said = Said.refused(400, "malformed_json", "the body is no strict JSON");
        } catch (IOException | RuntimeException e) {
            // The thread's root: what was not made durable is not answered for.
            LOG.error("a request failed", e);
            said = Said.refused(503, "not_stored", "the collector failed; nothing was taken");
        }
        response.setStatus(said.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, said.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, said.body().length);
        response.write(true, ByteBuffer.wrap(said.body()), callback);
        return true;
    }

    private Said answer(Request request) throws IOException {
        String path = request.getHttpURI().getPath();
        return switch (request.getMethod()) {
            case "POST" -> taken(path, request);
            case "GET" -> asked(path);
            default -> Said.refused(405, "method_not_allowed", "use GET or POST");
        };
    }

    private Said taken(String path, Request request) throws IOException {
        return switch (path) {
            case "/v1/batches" -> {
                boolean isNew = collector.take(body(request), clock.millis());
                yield Said.json(isNew ? 201 : 200, JsonObject.of());
            }
            case "/delete" -> {
                if (!(StrictJson.parse(body(request)) instanceof JsonObject token)) {
                    throw new Malformed("deletion_token", "the token is no object");
                }
                long now = clock.millis();
                yield Said.json(202, statement(collector.order(DeletionToken.check(token, now), now)));
            }
            default -> nothing();
        };
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(Schema.MAX_BYTES + 1);
            if (body.length > Schema.MAX_BYTES) {
                throw new Refused(413, "body_too_large", "a body has up to " + Schema.MAX_BYTES + " bytes");
            }
            return body;
        }
    }

    private Said asked(String path) throws IOException {
        if (path.startsWith(DELETIONS)) {
            String commitment = path.substring(DELETIONS.length());
            Optional<Deletion> order = Hex.isHash(commitment) ? collector.newest(commitment) : Optional.empty();
            return order.isPresent() ? Said.json(200, statement(order.get())) : nothing();
        }
        if (path.equals(SHIELDS)) {
            List<Json> all = folder.shields().stream()
                    .<Json>map(s -> new JsonString(s.wire()))
                    .toList();
            return Said.json(
                    200, JsonObject.builder().put("shields", new JsonArray(all)).build());
        }
        if (path.startsWith(SHIELDS + "/")) {
            return shield(path.substring(SHIELDS.length() + 1).split("/", -1));
        }
        return switch (path) {
            case "/healthz" -> new Said(200, TEXT, "ok\n".getBytes(StandardCharsets.UTF_8));
            case "/key" -> new Said(200, TEXT, (key.verifierKey().encoded() + "\n").getBytes(StandardCharsets.UTF_8));
            case "/status.json" -> Said.json(200, status());
            case "/status" ->
                new Said(200, HTML, StatusPage.of(probes, clock.millis()).getBytes(StandardCharsets.UTF_8));
            default -> nothing();
        };
    }

    private Said shield(String[] words) throws IOException {
        boolean manifest = words.length == 3 && words[2].equals("manifest");
        if (words.length != 2 && !manifest) {
            return nothing();
        }
        ShieldVersion shield;
        try {
            shield = new ShieldVersion(words[0], words[1]);
        } catch (IllegalArgumentException e) {
            return nothing();
        }
        Optional<byte[]> found = manifest ? folder.manifest(shield) : folder.release(shield);
        return found.map(bytes -> new Said(200, manifest ? "application/octet-stream" : TEXT, bytes))
                .orElseGet(CollectorDoor::nothing);
    }

    private JsonObject status() {
        long now = clock.millis();
        return JsonObject.builder()
                .put("telemetry", Probes.form(probes.telemetry(now)))
                .put("distribution", Probes.form(probes.distribution(now)))
                .build();
    }

    /** What stands of an order, and the same under the collector's signature. */
    private JsonObject statement(Deletion order) {
        JsonObject form = order.form(clock.millis());
        String text =
                "sallyport/telemetry-deletion/1\n" + new String(JsonText.bytes(form), StandardCharsets.UTF_8) + "\n";
        return JsonObject.builder()
                .put("deletion", form)
                .put("note", SignedNote.sign(text, key).format())
                .build();
    }

    private static Said nothing() {
        return Said.refused(404, "not_found", "nothing is here");
    }
}
