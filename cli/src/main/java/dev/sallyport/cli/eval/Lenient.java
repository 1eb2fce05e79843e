package dev.sallyport.cli.eval;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Complaint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Recorded data as it is: models write numbers and names a gateway would refuse, and a replay must see them all the same. */
final class Lenient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Lenient() {}

    /** The lines of a file, unpacked if it is a gzip file. */
    static List<String> lines(String file, byte[] bytes) {
        boolean packed = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
        try {
            byte[] plain = packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
            return new String(plain, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw Complaint.usage(
                    "not_gzip", "`" + file + "` begins as a gzip file and is none: " + broken.getMessage());
        }
    }

    static JsonNode tree(String where, String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException malformed) {
            throw Complaint.usage("malformed_json", where + " is not JSON: " + malformed.getOriginalMessage());
        }
    }

    static Json json(JsonNode node) {
        if (node.isObject()) {
            JsonObject.Builder object = JsonObject.builder();
            node.properties().forEach(member -> object.put(member.getKey(), json(member.getValue())));
            return object.build();
        }
        if (node.isArray()) {
            List<Json> items = new ArrayList<>();
            node.forEach(item -> items.add(json(item)));
            return new JsonArray(items);
        }
        if (node.isBoolean()) {
            return JsonBoolean.of(node.asBoolean());
        }
        if (node.isNumber()) {
            double value = node.asDouble();
            return Double.isFinite(value) ? new JsonNumber(value) : new JsonString(node.asString());
        }
        return node.isString() ? new JsonString(node.asString()) : JsonNull.NULL;
    }

    static JsonObject object(JsonNode node) {
        return json(node) instanceof JsonObject object ? object : JsonObject.of();
    }
}
