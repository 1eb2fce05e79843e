package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;

/** The stored form of a {@link Preview}. */
final class PreviewCodec {
    private PreviewCodec() {}

    static JsonObject write(Preview p) {
        return JsonObject.builder()
                .put("id", p.id())
                .put("agent", p.agent().value())
                .put("service", p.service())
                .put("person", p.person().value())
                .put("paths", RegistryCodec.texts(p.paths()))
                .put("methods", RegistryCodec.texts(p.methods()))
                .put("token_hash", p.tokenHash())
                .put("opened_ms", p.openedMillis())
                .put("expires_ms", p.expiresMillis())
                .build();
    }

    static Preview read(TenantId tenant, Fields f) {
        Preview preview = new Preview(
                tenant,
                f.text("id"),
                new AgentId(f.text("agent")),
                f.text("service"),
                new PersonId(f.text("person")),
                f.texts("paths"),
                f.texts("methods"),
                f.text("token_hash"),
                f.integer("opened_ms"),
                f.integer("expires_ms"));
        f.end();
        return preview;
    }
}
