package dev.sallyport.cli.judge;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A YAML file read as the JSON value it denotes, under JSON's strict rules. */
final class YamlDocument {
    private YamlDocument() {}

    static JsonObject object(String file, byte[] text) {
        try {
            YAMLMapper mapper = new YAMLMapper();
            String json =
                    mapper.readTree(new String(text, StandardCharsets.UTF_8)).toString();
            Json value = StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
            if (value instanceof JsonObject object) {
                return object;
            }
            throw Complaint.usage("wrong_type", "`" + file + "` holds no mapping");
        } catch (JacksonException malformed) {
            throw Complaint.usage("malformed_yaml", "`" + file + "` is not YAML: " + malformed.getOriginalMessage());
        } catch (MalformedJson refused) {
            throw Complaint.usage(refused.code(), "`" + file + "`: " + refused.getMessage());
        }
    }
}
