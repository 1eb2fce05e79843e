package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose credential a server over HTTP gets to see: nobody's, or the client's own where an operator says so. */
@Timeout(60)
class McpHttpCredentialTest {
    private static final String PASSES = "mcp: {servers: {box: {oauth: passthrough}}}";
    private static final String OWN = "Bearer the-users-own";
    private static final String CHALLENGE =
            "Bearer resource_metadata=\"https://box.example/.well-known/oauth-protected-resource\"";

    private static McpOverHttp rig(String settings) throws Exception {
        return new McpOverHttp(SettingsFile.parse("credentials.yaml", settings), "read");
    }

    /** A client that names its agent with one field and brings a credential of its own in the other. */
    private static McpClient bringing(McpOverHttp rig) {
        McpClient client = rig.client();
        client.fields.put("Sallyport-Token", rig.agent.string("agent_token"));
        client.fields.put("Authorization", OWN);
        return client.open("2025-11-25");
    }

    private static boolean sawAnything(McpOverHttp rig, String text) {
        return rig.upstream.got.stream().anyMatch(got -> got.fields().toString().contains(text));
    }

    @Test
    void the_clients_own_credential_reaches_the_server_where_it_may_and_the_agents_never_does() throws Exception {
        try (McpOverHttp rig = rig(PASSES)) {
            assertTrue(bringing(rig).post(McpClient.call(1, "read", "{}")).has("done"));
            assertEquals(OWN, rig.upstream.last("tools/call").field("authorization"));
            assertFalse(sawAnything(rig, "sp_ag_"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mcp: {servers: {box: {oauth: none}}}", "mcp: {servers: {other: {oauth: passthrough}}}"})
    void it_reaches_no_other_server(String settings) throws Exception {
        try (McpOverHttp rig = rig(settings)) {
            assertTrue(bringing(rig).post(McpClient.call(1, "read", "{}")).has("done"));
            assertFalse(sawAnything(rig, "the-users-own"));
        }
    }

    @Test
    void an_agents_token_in_the_usual_field_is_not_passed_on_for_a_credential() throws Exception {
        try (McpOverHttp rig = rig(PASSES)) {
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
            assertEquals("", rig.upstream.last("tools/call").field("authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void what_the_server_wants_instead_is_told_to_the_client_as_it_is(int status) throws Exception {
        try (McpOverHttp rig = rig(PASSES)) {
            rig.upstream.onCall = (self, exchange, request) -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
                self.json(exchange, status, "");
            };
            McpClient.Said said = bringing(rig).post(McpClient.call(1, "read", "{}"));
            assertEquals(status, said.status(), said::toString);
            assertEquals(CHALLENGE, said.field("www-authenticate"));
            assertTrue(said.has("upstream_unauthorized"), said::toString);
        }
    }

    @Test
    void a_challenge_to_the_gateway_itself_stays_there() throws Exception {
        try (McpOverHttp rig = rig("")) {
            rig.upstream.onCall = (self, exchange, request) -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
                self.json(exchange, 401, "");
            };
            McpClient.Said said = rig.client().open("2025-11-25").post(McpClient.call(1, "read", "{}"));
            assertEquals(200, said.status(), said::toString);
            assertEquals("", said.field("www-authenticate"));
            assertTrue(said.has("upstream_unauthorized"), said::toString);
        }
    }

    @Test
    void two_credentials_are_none() throws Exception {
        try (McpOverHttp rig = rig(PASSES)) {
            McpClient.Said said = rig.client()
                    .send(rig.client()
                            .request(Map.of("Content-Type", "application/json"))
                            .header("Authorization", OWN)
                            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(McpClient.call(1, "read", "{}")))
                            .build());
            assertEquals(401, said.status(), said::toString);
            assertEquals(0, rig.upstream.got.size());
        }
    }
}
