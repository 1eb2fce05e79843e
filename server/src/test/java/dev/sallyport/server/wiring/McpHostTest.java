package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.connect.link.Hello;
import dev.sallyport.connect.link.LinkHost;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.connect.mcp.proxy.McpProxy;
import dev.sallyport.connect.mcp.proxy.Outlet;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a link stands for. */
class McpHostTest {
    @SuppressWarnings("NullAway.Init")
    private MemoryGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private McpHost host;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        gateway = new MemoryGateway(Settings.defaults(), false, true);
        host = new McpHost(gateway.core.gate(), gateway.house, new Counters(), gateway.core.plans());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Hello hello(Optional<String> token) {
        return new Hello("desk", "s1", token);
    }

    private String refusal(Optional<String> token) {
        return assertInstanceOf(LinkHost.Admission.Refused.class, host.admit(hello(token)))
                .why()
                .code();
    }

    @Test
    void without_a_token_it_is_the_local_agent_registered_once() {
        long before = gateway.journal.receiptCount(MemoryGateway.TENANT);
        assertInstanceOf(LinkHost.Admission.Admitted.class, host.admit(hello(Optional.empty())));
        assertInstanceOf(LinkHost.Admission.Admitted.class, host.admit(hello(Optional.empty())));
        assertEquals(before + 1, gateway.journal.receiptCount(MemoryGateway.TENANT));
        assertEquals(
                1,
                gateway.journal.registry().agents(MemoryGateway.TENANT).stream()
                        .filter(a -> a.key().equals(McpHost.LOCAL_KEY))
                        .count());
    }

    @Test
    void with_a_token_it_is_that_agent_until_the_token_is_revoked() {
        Heard agent = gateway.client.post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"a\"}");
        Optional<String> token = Optional.of(agent.string("agent_token"));
        assertInstanceOf(LinkHost.Admission.Admitted.class, host.admit(hello(token)));
        gateway.client.post("/v1/agents/" + agent.string("agent_id") + "/revoke", gateway.operator, "{}");
        assertEquals("credential_revoked", refusal(token));
    }

    @Test
    void once_an_agent_is_registered_no_link_comes_in_without_a_token() {
        assertInstanceOf(LinkHost.Admission.Admitted.class, host.admit(hello(Optional.empty())));
        register("a");
        assertEquals("local_agent_off", refusal(Optional.empty()));
    }

    @Test
    void an_agent_of_another_tenant_counts_too() {
        TenantId other = new TenantId("other");
        String key = new Credentials(new SecureRandom()).mint(CredentialKind.OPERATOR);
        for (RegistryChange change : List.of(
                new RegistryChange.IssueStaffKey(new StaffKey(other, StaffRole.OPERATOR, Credentials.hash(key))),
                new RegistryChange.ActivatePolicy(ActivePolicies.defaultPack(other)))) {
            gateway.core.gate().change(Actor.system(other), change, "test");
        }
        Heard heard = gateway.client.post("/v1/agents/register", key, "{\"agent_key\":\"a\"}");
        assertEquals(201, heard.status(), heard::toString);
        assertEquals("local_agent_off", refusal(Optional.empty()));
    }

    @Test
    void a_frozen_or_revoked_agent_gains_nothing_by_leaving_its_token_at_home() {
        Heard agent = register("a");
        for (String verb : List.of("freeze", "revoke")) {
            gateway.client.post("/v1/agents/" + agent.string("agent_id") + "/" + verb, gateway.operator, "{}");
            assertEquals("local_agent_off", refusal(Optional.empty()));
        }
    }

    @Test
    void a_link_that_came_without_a_token_is_refused_from_the_moment_an_agent_is_registered() {
        McpProxy proxy = open(Optional.empty());
        ask(proxy, 1);
        assertEquals(Optional.of("tool_unknown"), refusedWith(1));
        register("a");
        ask(proxy, 2);
        assertEquals(Optional.of("local_agent_off"), refusedWith(2));
        proxy.fromClient("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"prompts/get\",\"params\":{\"name\":\"x\"}}"
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.of("local_agent_off"), refusedWith(3));
        proxy.end("over", "over");
    }

    @Test
    void an_open_link_of_a_frozen_or_revoked_agent_gets_nothing_more() {
        Heard agent = register("a");
        McpProxy proxy = open(Optional.of(agent.string("agent_token")));
        ask(proxy, 1);
        assertEquals(Optional.of("tool_unknown"), refusedWith(1));
        int id = 2;
        for (String verb : List.of("freeze", "revoke")) {
            gateway.client.post("/v1/agents/" + agent.string("agent_id") + "/" + verb, gateway.operator, "{}");
            String code = verb.equals("freeze") ? "agent_frozen" : "agent_revoked";
            ask(proxy, id);
            assertEquals(Optional.of(code), refusedWith(id++));
            proxy.fromClient(
                    ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"prompts/get\",\"params\":{\"name\":\"x\"}}")
                            .getBytes(StandardCharsets.UTF_8));
            assertEquals(Optional.of(code), refusedWith(id++));
        }
        proxy.end("over", "over");
    }

    @Test
    void the_operator_may_always_or_never_let_links_without_a_token_in() {
        register("a");
        for (Settings.LocalAgent choice : List.of(Settings.LocalAgent.ON, Settings.LocalAgent.OFF)) {
            Settings settings = SettingsFile.parse(
                    "s.yaml", "mcp: {local_agent: " + choice.name().toLowerCase(Locale.ROOT) + "}");
            try (MemoryGateway other = new MemoryGateway(settings, false, true)) {
                McpHost chosen = new McpHost(other.core.gate(), other.house, new Counters(), other.core.plans());
                if (choice == Settings.LocalAgent.ON) {
                    other.client.post("/v1/agents/register", other.operator, "{\"agent_key\":\"a\"}");
                    assertInstanceOf(LinkHost.Admission.Admitted.class, chosen.admit(hello(Optional.empty())));
                } else {
                    assertInstanceOf(LinkHost.Admission.Refused.class, chosen.admit(hello(Optional.empty())));
                }
            }
        }
    }

    @Test
    void nobody_registers_the_key_that_stands_for_links_without_a_token() {
        Heard heard = register(McpHost.LOCAL_KEY);
        assertEquals(409, heard.status(), heard::toString);
        assertEquals("agent_key_reserved", heard.code());
    }

    private Heard register(String key) {
        return gateway.client.post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"" + key + "\"}");
    }

    /** Lets a link in, over an upstream that offers no tools. */
    private McpProxy open(Optional<String> token) {
        LinkHost.Admission.Admitted admitted =
                assertInstanceOf(LinkHost.Admission.Admitted.class, host.admit(hello(token)));
        Upstream upstream = new Upstream();
        McpProxy proxy = admitted.proxy().apply(upstream);
        upstream.answers = proxy;
        return proxy;
    }

    private static void ask(McpProxy proxy, int id) {
        proxy.fromClient(("{\"jsonrpc\":\"2.0\",\"id\":" + id
                        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"read_file\",\"arguments\":{}}}")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The code with which the client's request of that id is refused. */
    private Optional<String> refusedWith(int id) {
        Pattern code = Pattern.compile("\"code\":\"([a-z_]+)\"");
        try {
            for (String frame = heard.poll(10, TimeUnit.SECONDS);
                    frame != null;
                    frame = heard.poll(10, TimeUnit.SECONDS)) {
                if (frame.contains("\"id\":" + id + ",") || frame.contains("\"id\":" + id + "}")) {
                    return code.matcher(frame)
                            .results()
                            .map(found -> found.group(1))
                            .findFirst();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Answers every list with nothing, and keeps what goes to the client. */
    private final class Upstream implements Outlet {
        @Nullable
        McpProxy answers;

        @Override
        public void toClient(byte[] frame) {
            heard.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void toServer(byte[] frame) {
            String text = new String(frame, StandardCharsets.UTF_8);
            Matcher id = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)").matcher(text);
            McpProxy proxy = answers;
            if (proxy != null && text.contains("tools/list") && id.find()) {
                Thread.ofVirtual()
                        .start(() -> proxy.fromServer(
                                ("{\"jsonrpc\":\"2.0\",\"id\":" + id.group(1) + ",\"result\":{\"tools\":[]}}")
                                        .getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void notice(String line) {}
    }

    @Test
    void other_credentials_open_no_link() {
        assertEquals("credential_unknown", refusal(Optional.of(gateway.operator)));
        assertEquals("credential_unknown", refusal(Optional.of("sp_ag_guess")));
    }

    @Test
    void a_session_or_server_without_a_proper_name_is_refused() {
        assertThrows(
                IllegalArgumentException.class, () -> host.admit(new Hello("desk", "with space", Optional.empty())));
        assertThrows(IllegalArgumentException.class, () -> host.admit(new Hello("", "s1", Optional.empty())));
    }
}
