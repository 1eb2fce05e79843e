package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.mcp.secret.ArgumentGrant;
import dev.sallyport.connect.mcp.secret.ServerPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file says of single MCP servers. */
class McpServerOptionsTest {
    private static final String SECRETS = "secrets: {a: {file: a, uses: ['mcp:box']}}\n";

    private static Settings.McpServer box(String options) {
        Settings settings = SettingsFile.parse("s.yaml", SECRETS + "mcp: {servers: {box: " + options + "}}");
        return java.util.Objects.requireNonNull(settings.mcp().servers().get("box"));
    }

    @Test
    void a_server_of_which_nothing_is_said_is_given_nothing() {
        assertEquals(new Settings.McpServer("default", List.of(), Map.of(), false, ServerPlan.NONE), box("{}"));
    }

    @Test
    void everything_that_can_be_said_is_read() {
        Settings.McpServer server = box("""
                {tenant: acme, command: [run], environment: [A=b, 'C=x secret://a'], oauth: passthrough,
                 headers: {X-Key: 'secret://a'}, arguments: [{tool: t, path: /p/0, secrets: [a]}]}""");
        assertEquals(Map.of("A", "b"), server.environment());
        assertTrue(server.passesCredentials());
        assertEquals("acme", server.tenant());
        assertEquals(
                new ServerPlan(
                        Map.of("X-Key", SecretTemplate.parse("secret://a")),
                        Map.of("C", SecretTemplate.parse("x secret://a")),
                        List.of(new ArgumentGrant("t", "/p/0", Set.of("a")))),
                server.plan());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{headers: {X-Key: 'secret://b'}}",
                "{headers: {Host: x}}",
                "{environment: ['A=secret://b']}",
                "{environment: ['A=secret://']}",
                "{arguments: [{tool: t, path: /p, secrets: [b]}]}",
                "{arguments: [{tool: t, path: p, secrets: [a]}]}",
                "{arguments: [{tool: t, path: /p, secrets: []}]}",
                "{arguments: [{path: /p, secrets: [a]}]}",
                "{oauth: passthrough, headers: {authorization: 'secret://a'}}",
                "{oauth: both}",
                "{tenant: 'a b'}",
                "{wishes: 1}"
            })
    void what_can_not_be_meant_keeps_the_gateway_from_starting(String options) {
        BadConfig fault = assertThrows(BadConfig.class, () -> box(options));
        assertTrue(String.valueOf(fault.getMessage()).contains("mcp.servers.box"), fault::getMessage);
    }
}
