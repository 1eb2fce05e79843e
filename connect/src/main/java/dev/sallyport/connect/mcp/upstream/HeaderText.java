package dev.sallyport.connect.mcp.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How a value of a request's body is written in a header field: as it is, or between {@code =?base64?} and {@code ?=}.
 *
 * <p>From MCP 2026-07-28, Streamable HTTP, "Value encoding".
 */
public final class HeaderText {
    private static final String BEGIN = "=?base64?";
    private static final String END = "?=";

    private HeaderText() {}

    /** The field's value. */
    public static String encode(String value) {
        boolean plain = !value.isEmpty()
                && value.chars().allMatch(c -> c >= ' ' && c <= '~')
                && !value.startsWith(" ")
                && !value.endsWith(" ")
                && !(value.startsWith(BEGIN) && value.endsWith(END));
        return plain ? value : BEGIN + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /** What the field's value says; nothing if it is not in its one form. */
    public static Optional<String> decode(String field) {
        if (!field.startsWith(BEGIN) || !field.endsWith(END) || field.length() < BEGIN.length() + END.length()) {
            return field.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t')
                    ? Optional.of(field)
                    : Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(field.substring(BEGIN.length(), field.length() - END.length()));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return encodedAs(text, field) ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Base64 has one canonical form; another one of the same bytes could be read as other bytes. */
    private static boolean encodedAs(String text, String field) {
        return field.equals(BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END);
    }
}
