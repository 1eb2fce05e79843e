package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.connect.link.Hello;
import dev.sallyport.connect.link.LinkHost;
import dev.sallyport.connect.mcp.proxy.Counters;
import dev.sallyport.server.config.Settings;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a link stands for. */
class McpHostTest {
    @SuppressWarnings("NullAway.Init")
    private MemoryGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private McpHost host;

    @BeforeEach
    void start() {
        gateway = new MemoryGateway(Settings.defaults(), false, true);
        host = new McpHost(gateway.core.gate(), gateway.house, new Counters());
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
