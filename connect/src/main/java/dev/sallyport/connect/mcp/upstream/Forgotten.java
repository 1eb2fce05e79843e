package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells whether a server has forgotten a session: by 404, as the protocol says, or as servers do that were restarted. */
final class Forgotten {
    /** What a server answers with 400 that lost its sessions and does not say 404 (the official TypeScript examples do). */
    private static final int NO_SUCH_SESSION = -32000;

    private Forgotten() {}

    /**
     * Whether the answer says so.
     *
     * @param used the session that the request named
     */
    static boolean says(HttpResponse<Bodies.Read> answer, Optional<String> used) {
        if (used.isEmpty() || answer.statusCode() != 400) {
            return used.isPresent() && answer.statusCode() == 404;
        }
        return FrameReader.ofServer(withId(answer.body().whole())) instanceof Frame.Failure failure
                && failure.error().get("code") instanceof JsonNumber code
                && code.value() == NO_SUCH_SESSION;
    }

    /** Such an answer has the id null, which no frame may have. */
    private static byte[] withId(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.replaceFirst("\"id\"\\s*:\\s*null", "\"id\":0").getBytes(StandardCharsets.UTF_8);
    }
}
