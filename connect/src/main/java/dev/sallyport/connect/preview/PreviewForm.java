package dev.sallyport.connect.preview;

import dev.sallyport.action.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A request as an action: what of it is judged, hashed and shown. */
final class PreviewForm {
    /** A longer body is shown by its hash alone. */
    private static final int SHOWN_BYTES = 8 * 1024;

    private PreviewForm() {}

    /** Everything by which the service would tell two requests apart, save fields that a browser makes up anew each time. */
    static JsonObject parameters(PreviewRequest request, String path) {
        JsonObject.Builder out =
                JsonObject.builder().put("method", request.method()).put("path", path);
        request.query().ifPresent(query -> out.put("query", query));
        if (request.body().length > 0) {
            out.put("body_sha256", hash(request.body())).put("body_bytes", request.body().length);
            out.put("content_type", request.field("Content-Type"));
            if (!request.field("Content-Encoding").isEmpty()) {
                out.put("content_encoding", request.field("Content-Encoding"));
            }
        }
        return out.build();
    }

    /** A short body of text, for the people who are asked; its hash is in the parameters. */
    static JsonObject beside(PreviewRequest request) {
        JsonObject.Builder out = JsonObject.builder();
        text(request.body()).ifPresent(body -> out.put("body", body));
        return out.build();
    }

    private static Optional<String> text(byte[] body) {
        if (body.length == 0 || body.length > SHOWN_BYTES) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return Optional.of(text).filter(t -> t.chars().allMatch(PreviewForm::isText));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isText(int c) {
        return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0xd800);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
