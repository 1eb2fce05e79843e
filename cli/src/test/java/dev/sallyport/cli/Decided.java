package dev.sallyport.cli;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.remote.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decisions in a running gateway: an allowed one, a denied one and one that waits. */
final class Decided {
    static final String SECRET = "repo/private-7";

    private Decided() {}

    static void three(Running running) {
        Gateway operator =
                new Gateway(running.gateway().url(), Optional.of(running.keys().operatorKey()));
        JsonObject agent = operator.post("/v1/agents/register", json("{\"agent_key\":\"a1\"}"))
                .orComplain()
                .object();
        Gateway asking = operator.as(text(agent, "agent_token"));
        for (String trust : new String[] {"trusted_internal_unsigned", "untrusted_external", "semi_trusted_customer"}) {
            asking.post("/v1/authorize", json("""
                            {"agent":{"id":"%s"},"session":"%s","tool_call":{"tool":"github","action":"merge","resource":"%s",\
                            "mutates_state":true,"parameters":{"number":7}},"context":{"source_trust":"%s"}}""".formatted(text(agent, "agent_id"), trust, SECRET, trust)))
                    .orComplain();
        }
    }

    private static JsonObject json(String text) {
        return (JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.value() : "";
    }
}
