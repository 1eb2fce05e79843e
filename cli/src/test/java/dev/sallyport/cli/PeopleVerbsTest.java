package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleVerbsTest {
    private static final String PAYMENT =
            "{\"tool\":\"payments\",\"action\":\"transfer\",\"resource\":null,\"mutates_state\":true,\"parameters\":{\"n\":1}}";

    @TempDir
    private Path folder;

    private Running running;
    private String agent = "";
    private String token = "";

    PeopleVerbsTest(@TempDir Path place) {
        this.running = Running.in(place.resolve("data"));
    }

    @BeforeEach
    void registerAgent() {
        JsonObject answer = api().as(running.keys().enrolmentKey())
                .post(
                        "/v1/agents/register",
                        json("{\"agent_key\":\"clerk\",\"name\":\"Clerk\",\"owner_team\":\"ops\","
                                + "\"environment\":\"development\",\"risk_tier\":\"low\"}"))
                .orComplain()
                .object();
        agent = text(answer, "agent_id");
        token = text(answer, "agent_token");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void agents_are_listed_for_an_operator_alone() {
        Ran ran = Ran.with("", running.operator(), "agents", "--json").exits(0);
        assertEquals("clerk", text(ran.rows().getFirst(), "agent_key"));
        assertFalse(ran.out().contains(token));
        Ran.with("", running.anybody(), "agents").refuses("no operator key");
        Ran.with("", with("SALLYPORT_TOKEN", "sp_op_" + "x".repeat(43)), "agents")
                .exits(1);
    }

    @Test
    void a_frozen_agent_is_denied_until_it_is_unfrozen() {
        Ran.with("", running.operator(), "agent", "freeze", agent).exits(0);
        assertEquals("deny", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "agent", "unfreeze", agent).exits(0);
        assertEquals("allow", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "agent", "revoke", agent).exits(0);
        assertEquals(401, ask("trusted_internal_unsigned").status());
        Ran.with("", running.operator(), "agent", "unfreeze", agent).exits(1);
    }

    @Test
    void an_unknown_or_malformed_id_is_bad_input() {
        Ran.with("", running.operator(), "agent", "freeze", "agt_nobody").refuses("404");
        Ran.with("", running.operator(), "agent", "freeze", "../../v1/policies").refuses("is no agent's id");
    }

    @Test
    void a_typed_credential_approves_what_the_person_saw() {
        String credential = enrol("ann");
        String approval = hold();
        Ran listed =
                Ran.typing(credential, running.anybody(), "approvals", "--json").exits(0);
        assertEquals(approval, text(listed.rows().getFirst(), "approval_id"));
        String wrong = "0".repeat(64);
        assertTrue(Ran.typing(credential, running.anybody(), "approve", approval, "--hash", wrong)
                .exits(1)
                .err()
                .contains("is for hash"));
        Ran approved =
                Ran.typing(credential, running.anybody(), "approve", approval).exits(0);
        assertTrue(approved.out().contains("\"parameters\":{\"n\":1}"), "the person sees the call: " + approved.out());
        assertTrue(approved.out().contains("is APPROVED"), approved.out());
        Ran.typing(credential, running.anybody(), "approve", approval).exits(1);
        assertTrue(Ran.typing(credential, running.anybody(), "approvals")
                .exits(0)
                .out()
                .contains("nothing waits"));
        assertEquals(
                1,
                Ran.typing(credential, running.anybody(), "approvals", "--status", "approved", "--json")
                        .exits(0)
                        .rows()
                        .size());
    }

    @Test
    void a_person_sets_the_credential_with_a_code_that_works_once() {
        String code = invite("ann");
        List<String> differ = List.of(code, "a passphrase of some length", "another one of some length");
        Ran.typingAll(differ, running.anybody(), "approver", "claim", "ann").refuses("passphrases differ");
        Ran.typingAll(List.of(code, "short", "short"), running.anybody(), "approver", "claim", "ann")
                .refuses("fewer than 15 characters");
        Ran.with(code + "\nx\nx\n", running.anybody(), "approver", "claim", "ann")
                .refuses("by a person who types");
        List<String> same = List.of(code, "a passphrase of some length", "a passphrase of some length");
        assertTrue(Ran.typingAll(same, running.anybody(), "approver", "claim", "bob")
                .exits(1)
                .err()
                .contains("another name"));
        Ran done = Ran.typingAll(same, running.anybody(), "approver", "claim", "ann")
                .exits(0);
        assertFalse(done.out().contains("passphrase of some length"), done.out());
        assertFalse(done.out().contains("sp_pe_"), done.out());
        Ran.typingAll(same, running.anybody(), "approver", "claim", "ann").exits(1);
        String approval = hold();
        Ran.typing("ann:another passphrase altogether", running.anybody(), "approve", approval)
                .exits(1);
        Ran.typing("ann:a passphrase of some length", running.anybody(), "approve", approval)
                .exits(0);
    }

    @Test
    void a_person_who_is_enrolled_is_replaced_only_on_purpose() {
        String credential = enrol("ann");
        assertTrue(Ran.with("", running.operator(), "approver", "add", "ann")
                .exits(1)
                .err()
                .contains("is enrolled or invited"));
        Ran added = Ran.with("", running.operator(), "approver", "add", "ann", "--replace")
                .exits(0);
        assertTrue(added.out().contains("sallyport approver claim ann"), added.out());
        Ran.typing(credential, running.anybody(), "approve", hold()).exits(1);
    }

    @Test
    void a_rejected_action_can_not_be_claimed() {
        String credential = enrol("ann");
        String approval = hold();
        Ran.typing(credential, running.anybody(), "reject", approval).exits(0);
        Reply claim = api().as(token).post("/v1/approvals/" + approval + "/consume", JsonObject.of());
        assertEquals(409, claim.status());
    }

    @Test
    void a_persons_credential_comes_from_no_environment_and_no_pipe() {
        String credential = enrol("ann");
        String approval = hold();
        Ran.with(credential + "\n", running.anybody(), "approve", approval).refuses("typed by a person");
        Ran.with("", with("SALLYPORT_TOKEN", credential), "approve", approval).refuses("typed by a person");
        Ran.with("", with("SALLYPORT_TOKEN", credential), "approvals").refuses("remove it from the environment");
        Ran.with("", running.anybody(), "approve", approval, "--token", credential)
                .refuses("unknown option");
    }

    @Test
    void nobody_elses_credential_approves() {
        String approval = hold();
        Ran.typing(running.keys().operatorKey(), running.anybody(), "approve", approval)
                .exits(1);
        Ran.typing(token, running.anybody(), "approve", approval).exits(1);
        Ran.typing("sp_pe_" + "x".repeat(43), running.anybody(), "approve", approval)
                .exits(1);
        Ran.typing("two words", running.anybody(), "approve", approval).refuses("no credential has");
    }

    @Test
    void without_a_gateway_nothing_is_decided() {
        Map<String, String> env = Map.of("SALLYPORT_HOME", folder.toString(), "SALLYPORT_TOKEN", "sp_op_x");
        assertTrue(Ran.with("", env, "agents").exits(4).err().contains("no gateway runs on"));
        Map<String, String> dead = Map.of("SALLYPORT_URL", "http://127.0.0.1:1", "SALLYPORT_TOKEN", "sp_op_x");
        assertTrue(Ran.with("", dead, "agents").exits(4).err().contains("no answer from the gateway"));
        Ran.with("", Map.of("SALLYPORT_URL", "ftp://x", "SALLYPORT_TOKEN", "y"), "agents")
                .refuses("not a gateway's address");
    }

    private String enrol(String name) {
        String passphrase = name + " and a horse at the gate";
        Ran.typingAll(List.of(invite(name), passphrase, passphrase), running.anybody(), "approver", "claim", name)
                .exits(0);
        return name + ":" + passphrase;
    }

    private String invite(String name) {
        Ran ran = Ran.with("", running.operator(), "approver", "add", name, "--group", "approvers", "--json")
                .exits(0);
        return text(ran.rows().getFirst(), "enrolment_code");
    }

    private String hold() {
        JsonObject answer = ask("semi_trusted_customer").orComplain().object();
        assertEquals("require_approval", text(answer, "decision"));
        return answer.get("approval") instanceof JsonObject approval ? text(approval, "approval_id") : "";
    }

    private Reply ask(String trust) {
        return api().as(token)
                .post(
                        "/v1/authorize",
                        json("{\"agent\":{\"id\":\"" + agent + "\",\"environment\":\"development\"},\"tool_call\":"
                                + PAYMENT + ",\"context\":{\"source_trust\":\"" + trust + "\"}}"));
    }

    private Gateway api() {
        return new Gateway(running.gateway().url(), Optional.empty());
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> env = new HashMap<>(running.anybody());
        env.put(name, value);
        return env;
    }

    private static JsonObject json(String text) {
        return (JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }
}
