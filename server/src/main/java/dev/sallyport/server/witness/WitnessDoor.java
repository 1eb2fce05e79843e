package dev.sallyport.server.witness;

import dev.sallyport.ledger.witness.AddCheckpoint;
import dev.sallyport.ledger.witness.Witness;
import dev.sallyport.ledger.witness.WitnessAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
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
 * The HTTP interface of C2SP tlog-witness: {@code POST /add-checkpoint} for logs, {@code GET /<origin hash>/checkpoint} for
 * everybody. Takes no credential: a checkpoint's signature is one. Thread-safe.
 */
final class WitnessDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessDoor.class);
    private static final String ADD = "/add-checkpoint";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    private record Said(int status, String type, String body) {}

    private final Witness witness;
    private final InstantSource clock;
    private final Map<String, String> originByPath = new HashMap<>();

    WitnessDoor(Witness witness, InstantSource clock) {
        super(InvocationType.BLOCKING);
        this.witness = witness;
        this.clock = clock;
        witness.origins()
                .forEach(origin -> originByPath.put("/" + WitnessFolder.nameOf(origin) + "/checkpoint", origin));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Said said;
        try {
            said = answer(request);
        } catch (IOException e) {
            said = new Said(400, TEXT, "the body could not be read\n");
        } catch (RuntimeException e) {
            // The thread's root: what was not made durable is not answered for.
            LOG.error("a request failed", e);
            said = new Said(500, TEXT, "the witness failed; its log says why\n");
        }
        response.setStatus(said.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, said.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private Said answer(Request request) throws IOException {
        String path = request.getHttpURI().getPath();
        String method = request.getMethod();
        if (path.equals(ADD)) {
            return method.equals("POST") ? add(request) : new Said(405, TEXT, "use POST\n");
        }
        Optional<String> note = Optional.ofNullable(originByPath.get(path)).flatMap(witness::checkpoint);
        return note.isPresent() && method.equals("GET")
                ? new Said(200, TEXT, note.get())
                : new Said(404, TEXT, "nothing is here\n");
    }

    private Said add(Request request) throws IOException {
        byte[] body;
        try (InputStream in = Content.Source.asInputStream(request)) {
            body = in.readNBytes(AddCheckpoint.MAX_BYTES + 1);
        }
        if (body.length > AddCheckpoint.MAX_BYTES) {
            return new Said(413, TEXT, "a request may have " + AddCheckpoint.MAX_BYTES + " bytes\n");
        }
        WitnessAnswer answer = witness.addCheckpoint(body, clock.instant().getEpochSecond());
        return switch (answer) {
            case WitnessAnswer.Cosigned cosigned ->
                new Said(answer.status(), TEXT, cosigned.signature().line());
            case WitnessAnswer.OtherSize other -> new Said(answer.status(), SIZE, other.size() + "\n");
            case WitnessAnswer.BadRequest bad -> said(answer, bad.code() + ": " + bad.reason());
            case WitnessAnswer.NotSigned bad -> said(answer, bad.reason());
            case WitnessAnswer.UnknownLog unknown -> said(answer, "this witness does not follow that log");
            case WitnessAnswer.Inconsistent bad -> {
                // The log signed it: proof that it shows different histories.
                LOG.error(
                        "a signed checkpoint does not continue what was cosigned: {}\n{}",
                        bad.reason(),
                        new String(body, StandardCharsets.UTF_8));
                yield said(answer, bad.reason());
            }
        };
    }

    private static Said said(WitnessAnswer answer, String words) {
        return new Said(answer.status(), TEXT, words + "\n");
    }
}
