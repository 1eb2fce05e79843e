package dev.sallyport.server.trail;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A line of the trail: the canonical content, into whose end the mac is put as the last member.
 *
 * @param content canonical bytes without the mac
 * @param mac 32 bytes
 */
record AuditLine(byte[] content, byte[] mac) {
    private static final byte[] BEFORE_MAC = ",\"mac\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int HEX = 64;
    private static final int TAIL = BEFORE_MAC.length + HEX + 2;

    /** The next line of a chain. */
    static AuditLine after(byte[] previous, JsonObject content, AuditKey key) {
        byte[] bytes = canonical(content);
        return new AuditLine(bytes, key.line(previous, bytes));
    }

    static byte[] canonical(JsonObject content) {
        return CanonicalForm.of(content, Scheme.SALLYPORT_JCS_2);
    }

    /** The bytes in the file, without the newline. */
    byte[] bytes() {
        byte[] out = Arrays.copyOf(content, content.length - 1 + TAIL);
        byte[] hex = (HexFormat.of().formatHex(mac) + "\"}").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(BEFORE_MAC, 0, out, content.length - 1, BEFORE_MAC.length);
        System.arraycopy(hex, 0, out, content.length - 1 + BEFORE_MAC.length, hex.length);
        return out;
    }

    /** Reads a line back; empty if it has no mac where one belongs. */
    static Optional<AuditLine> parse(byte[] line) {
        int end = line.length - TAIL;
        if (end < 1
                || line[line.length - 1] != '}'
                || line[line.length - 2] != '"'
                || !Arrays.equals(line, end, end + BEFORE_MAC.length, BEFORE_MAC, 0, BEFORE_MAC.length)) {
            return Optional.empty();
        }
        String hex = new String(line, end + BEFORE_MAC.length, HEX, StandardCharsets.US_ASCII);
        if (!hex.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(line, end + 1);
        content[end] = '}';
        return Optional.of(new AuditLine(content, HexFormat.of().parseHex(hex)));
    }

    boolean follows(byte[] previous, AuditKey key) {
        return java.security.MessageDigest.isEqual(mac, key.line(previous, content));
    }

    /** The members, if the content is an object in strict JSON. */
    Optional<JsonObject> members() {
        try {
            return StrictJson.parse(content) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    static String text(JsonObject members, String name) {
        Json value = members.get(name);
        if (value instanceof JsonArray array && !array.items().isEmpty()) {
            value = array.items().getFirst();
        }
        return value instanceof JsonString s ? s.value() : "";
    }

    static long number(JsonObject members, String name) {
        return members.get(name) instanceof JsonNumber n ? (long) n.value() : -1;
    }
}
