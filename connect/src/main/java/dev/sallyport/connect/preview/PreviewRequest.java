package dev.sallyport.connect.preview;

import dev.sallyport.connect.egress.wire.Head;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came to the preview door, its caller known.
 *
 * @param path as it was written, before the first {@code ?}
 * @param query as it was written, without the {@code ?}
 * @param origin of the preview door itself, as the browser sees it
 * @param token what the caller showed; taken out of whatever goes on
 * @param passesAuthorization whether the caller showed who it is without the Authorization field, which then is meant for the service
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PreviewRequest(
        String method,
        String path,
        Optional<String> query,
        List<Head.Field> fields,
        byte[] body,
        String origin,
        String token,
        boolean passesAuthorization) {
    public PreviewRequest {
        fields = List.copyOf(fields);
    }

    /** The value of a field that came once, else empty text. */
    String field(String name) {
        List<String> all = new Head(method, path, fields).values(name);
        return all.size() == 1 ? all.getFirst() : "";
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
