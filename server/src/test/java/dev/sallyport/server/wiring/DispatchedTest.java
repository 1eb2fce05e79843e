package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent may say over HTTP of an action that the gateway itself would send. */
class DispatchedTest {
    private static final String HASH = "1".repeat(64);

    @SuppressWarnings("NullAway.Init")
    private MemoryGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Heard agent;

    @BeforeEach
    void start() {
        gateway = new MemoryGateway(Settings.defaults(), false, true);
        agent = gateway.client.post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"a\"}");
        change(new RegistryChange.RegisterServer(MemoryGateway.TENANT, "desk", false));
        change(new RegistryChange.PinTools(
                MemoryGateway.TENANT,
                "desk",
                List.of(new PinnedTool(
                        "send",
                        HASH,
                        Effect.MUTATES,
                        Capability.WRITE,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()))));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void change(RegistryChange change) {
        gateway.core.gate().change(Actor.system(MemoryGateway.TENANT), change, "test");
    }

    private Answer ask(TrustLevel stated) {
        return gateway.core
                .gate()
                .authorize(new Call(
                        MemoryGateway.TENANT,
                        new AgentId(agent.string("agent_id")),
                        Door.MCP,
                        "desk",
                        new Action("desk", "send", null, true, JsonObject.of()),
                        new SessionId("s1"),
                        false,
                        Optional.of(stated),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Call.Observed(HASH, false)),
                        Optional.of(new Call.Dispatch(
                                new byte[] {'{', '}'},
                                JsonObject.builder()
                                        .put("requestState", "resume")
                                        .build())),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void an_approval_that_a_connection_holds_can_not_be_consumed_over_http() {
        Answer.Recorded held = assertInstanceOf(Answer.Recorded.class, ask(TrustLevel.SEMI_TRUSTED_CUSTOMER));
        ApprovalId approval = held.decided().approval().orElseThrow().id();
        Heard claim = gateway.client.post("/v1/approvals/" + approval + "/consume", agent.string("agent_token"), "{}");
        assertEquals(409, claim.status(), claim::toString);
        assertEquals("approval_of_connection", claim.code());
    }

    @Test
    void people_are_shown_what_would_be_sent_beside_the_arguments() {
        Answer.Recorded held = assertInstanceOf(Answer.Recorded.class, ask(TrustLevel.SEMI_TRUSTED_CUSTOMER));
        ApprovalId approval = held.decided().approval().orElseThrow().id();
        Heard shown = gateway.client.get("/v1/approvals/" + approval, agent.string("agent_token"));
        assertEquals("resume", shown.string("call.beside.requestState"));
    }

    @Test
    void an_agent_can_not_tell_the_outcome_of_what_the_gateway_sent() {
        Answer.Released sent = assertInstanceOf(Answer.Released.class, ask(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        Heard told = gateway.client.post(
                "/v1/outcomes",
                agent.string("agent_token"),
                "{\"decision_id\":\"" + sent.decided().id() + "\",\"status\":\"not_started\"}");
        assertEquals(404, told.status(), told::toString);
    }
}
