package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.exchange.ExchangePlan;
import dev.sallyport.connect.mcp.secret.ArgumentGrant;
import dev.sallyport.connect.mcp.secret.RestoreGrant;
import dev.sallyport.connect.mcp.secret.ServerPlan;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                        List.of(new ArgumentGrant("t", "/p/0", Set.of("a"))),
                        Optional.empty(),
                        List.of()),
                server.plan());
    }

    private static ExchangePlan exchange(String options) {
        return box("{oauth: exchange, exchange: " + options + "}")
                .plan()
                .exchange()
                .orElseThrow();
    }

    @Test
    void an_exchange_has_a_default_for_everything_but_who_asks_whom_on_whose_behalf() {
        assertEquals(
                new ExchangePlan(
                        URI.create("https://as.example/token"),
                        new ExchangePlan.Client("gate", SecretTemplate.parse("secret://a"), false),
                        new ExchangePlan.Subject(SecretTemplate.parse("secret://a"), ExchangePlan.ACCESS_TOKEN),
                        ExchangePlan.ACCESS_TOKEN,
                        List.of(),
                        List.of(),
                        List.of()),
                exchange("{endpoint: 'https://as.example/token', client_id: gate, client_secret: 'secret://a',"
                        + " subject: 'secret://a'}"));
    }

    @Test
    void everything_of_an_exchange_is_read() {
        ExchangePlan plan = exchange("""
                {endpoint: 'http://127.0.0.1:9/t', client_id: gate, client_secret: 'secret://a', client_auth: post,
                 subject: user, subject_type: 'urn:ietf:params:oauth:token-type:jwt',
                 requested_type: 'urn:ietf:params:oauth:token-type:jwt', audience: [crm, erp],
                 resource: ['https://crm.example/'], scope: [read, 'crm:write']}""");
        assertEquals(
                new ExchangePlan(
                        URI.create("http://127.0.0.1:9/t"),
                        new ExchangePlan.Client("gate", SecretTemplate.parse("secret://a"), true),
                        new ExchangePlan.Subject(
                                new SecretTemplate("user", List.of()), "urn:ietf:params:oauth:token-type:jwt"),
                        "urn:ietf:params:oauth:token-type:jwt",
                        List.of("crm", "erp"),
                        List.of(URI.create("https://crm.example/")),
                        List.of("read", "crm:write")),
                plan);
        assertTrue(plan.subject().isUsers());
        assertEquals("token:127.0.0.1", plan.use());
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
                "{oauth: exchange}",
                "{exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user}}",
                "{oauth: passthrough, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user}}",
                "{oauth: exchange, headers: {Authorization: x}, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user, client_auth: jwt}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user, subject_type: access}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user, resource: [crm]}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user, scope: ['a b']}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: user, wish: 1}}",
                "{oauth: exchange, exchange: {endpoint: 'http://as.example/token', client_id: g, client_secret: 'secret://a', subject: user}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_secret: 'secret://a', subject: user}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: plain, subject: user}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://b', subject: user}}",
                "{oauth: exchange, exchange: {endpoint: 'https://as.example/token', client_id: g, client_secret: 'secret://a', subject: me}}",
                "{tenant: 'a b'}",
                "{wishes: 1}"
            })
    void what_can_not_be_meant_keeps_the_gateway_from_starting(String options) {
        BadConfig fault = assertThrows(BadConfig.class, () -> box(options));
        assertTrue(String.valueOf(fault.getMessage()).contains("mcp.servers.box"), fault::getMessage);
    }

    @Test
    void nothing_is_put_back_unless_server_tool_argument_and_kind_are_named() {
        assertEquals(List.of(), box("{}").plan().restores());
        assertEquals(
                List.of(
                        new RestoreGrant("t", "/p", Set.of("github-token"), Set.of("box"), false),
                        new RestoreGrant("t", "/q/0", Set.of("password", "npm-token"), Set.of("a", "b"), true)),
                box("""
                        {restore: [{tool: t, path: /p, kinds: [github-token]},
                          {tool: t, path: /q/0, kinds: [password, npm-token], from: [a, b], authority: true}]}""").plan().restores());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{path: /p, kinds: [password]}",
                "{tool: t, kinds: [password]}",
                "{tool: t, path: p, kinds: [password]}",
                "{tool: t, path: /p}",
                "{tool: t, path: /p, kinds: [password], authority: maybe}",
                "{tool: t, path: /p, kinds: [password], server: other}"
            })
    void what_may_be_put_back_where_is_not_guessed(String grant) {
        assertThrows(BadConfig.class, () -> box("{restore: [" + grant + "]}"));
    }
}
