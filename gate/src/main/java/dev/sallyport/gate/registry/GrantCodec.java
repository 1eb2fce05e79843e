package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stored form of a {@link Grant}. */
final class GrantCodec {
    private GrantCodec() {}

    static JsonObject write(Grant g) {
        JsonObject.Builder values = JsonObject.builder();
        g.values().forEach(values::put);
        JsonObject.Builder out = JsonObject.builder()
                .put("id", g.id())
                .put("agent", g.agent().value())
                .put("server", g.server())
                .put("action", g.action())
                .put("values", values.build())
                .put("influences", RegistryCodec.texts(g.influences()))
                .put("sources", RegistryCodec.texts(g.sources()))
                .put("group", g.group())
                .put("policies", RegistryCodec.texts(g.policies()))
                .put("person", g.person().value())
                .put("created_ms", g.createdMillis())
                .put("expires_ms", g.expiresMillis());
        g.schemaHash().ifPresent(hash -> out.put("schema_hash", hash));
        return out.build();
    }

    static Grant read(TenantId tenant, Fields f) {
        Grant grant = new Grant(
                tenant,
                f.text("id"),
                new AgentId(f.text("agent")),
                f.text("server"),
                f.text("action"),
                f.optionalText("schema_hash"),
                values(f.object("values")),
                f.texts("influences"),
                f.texts("sources"),
                f.text("group"),
                f.texts("policies"),
                new PersonId(f.text("person")),
                f.integer("created_ms"),
                f.integer("expires_ms"));
        f.end();
        return grant;
    }

    private static SortedMap<String, String> values(Fields f) {
        SortedMap<String, String> values = new TreeMap<>();
        f.whole().members().forEach((name, commitment) -> {
            if (!(commitment instanceof JsonString text)) {
                throw new IllegalArgumentException("the commitment of `" + name + "` is not text");
            }
            values.put(name, text.value());
        });
        return values;
    }
}
