package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.frame.RpcId;
import dev.sallyport.connect.mcp.upstream.Challenge;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request of the client that is not answered yet.
 *
 * @param number of its stream in the session
 * @param reader the number under which the request itself reads the stream
 * @param token by which the client knows progress
 * @param challenge what the server wants before it answers, if it does
 */
record InFlight(
        RpcId id,
        int number,
        EventStream stream,
        int reader,
        Optional<Json> token,
        AtomicReference<Challenge> challenge) {
    /** The answer as one body. */
    HttpAnswer answer(byte[] frame, Map<String, String> fields) {
        Challenge wanted = challenge.get();
        if (wanted == null) {
            return new HttpAnswer.Whole(200, frame, fields);
        }
        Map<String, String> all = new HashMap<>(fields);
        if (!wanted.fields().isEmpty()) {
            all.put("WWW-Authenticate", String.join(", ", wanted.fields()));
        }
        return new HttpAnswer.Whole(wanted.status(), frame, all);
    }
}
