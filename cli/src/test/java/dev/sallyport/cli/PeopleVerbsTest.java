package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        String timed = Ran.with("", running.operator(), "agent", "freeze", agent, "--for", "2h", "--why", "odd")
                .exits(0)
                .out();
        assertTrue(timed.contains(agent + " is frozen until "), timed);
        assertEquals("deny", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "agent", "freeze", agent, "--for", "90s")
                .refuses("whole minutes");
        Ran.with("", running.operator(), "agent", "freeze", agent, "--for", "200h")
                .refuses("for_minutes");
        Ran.with("", running.operator(), "agent", "freeze", agent, "--for", "soon")
                .refuses("30m");
        Ran.with("", running.operator(), "agent", "revoke", agent).exits(0);
        assertEquals(401, ask("trusted_internal_unsigned").status());
        Ran.with("", running.operator(), "agent", "unfreeze", agent).exits(1);
    }

    @Test
    void an_agent_is_held_and_a_destination_blocked_until_that_is_ended() {
        Ran.with("", running.operator(), "contain", "hold", "agent:" + agent, "--for", "2h", "--why", "odd")
                .exits(0);
        assertEquals("require_approval", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran listed =
                Ran.with("", running.operator(), "contain", "list", "--json").exits(0);
        assertEquals("force_approval:agent:" + agent, text(listed.rows().getFirst(), "containment_id"));
        Ran.with("", running.operator(), "contain", "hold", "agent:" + agent, "--end")
                .exits(0);
        assertEquals("allow", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "contain", "raise", "agent:" + agent, "--tier", "critical")
                .exits(0);
        Ran.with("", running.operator(), "contain", "block", "203.0.113.7").exits(0);
        Ran.with("", running.operator(), "contain", "block", "https://x.example")
                .refuses("is no destination");
        Ran.with("", running.operator(), "contain", "hold", agent).refuses("KIND:ID");
        Ran.with("", running.operator(), "contain", "raise", "server:x").refuses("KIND:ID");
        Ran.with("", running.operator(), "notices", "dead", "list").exits(0);
        Ran.with("", running.operator(), "notices", "dead", "send").refuses("name the notice");
        Ran.with("", running.operator(), "notices", "dead", "drop", "ntc-0").refuses("404");
    }

    @Test
    void an_agent_speaks_for_its_user_while_an_operator_vouches_for_it() {
        String prompts = "/v1/sessions/s/prompts";
        Gateway asking = api().as(token);
        assertEquals(JsonBoolean.of(false), vouched(asking.post(prompts, json("{\"text\":\"hello\"}"))));
        Ran.with("", running.operator(), "agent", "vouch", agent, "--why", "its host has no model")
                .exits(0);
        assertTrue(Ran.with("", running.operator(), "agents").exits(0).out().contains("speaks for its user"));
        assertEquals(JsonBoolean.of(true), vouched(asking.post(prompts, json("{\"text\":\"hello\"}"))));
        Ran.with("", running.operator(), "agent", "unvouch", agent).exits(0);
        assertFalse(Ran.with("", running.operator(), "agents").exits(0).out().contains("speaks for its user"));
        assertEquals(JsonBoolean.of(false), vouched(asking.post(prompts, json("{\"text\":\"hello\"}"))));
        Ran.with("", running.operator(), "agent", "vouch", "agt_nobody").refuses("404");
        Ran.with("", running.operator(), "agent", "revoke", agent).exits(0);
        Ran.with("", running.operator(), "agent", "vouch", agent).exits(1);
    }

    private static Json vouched(Reply reply) {
        return Objects.requireNonNull(reply.orComplain().object().get("vouched"));
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
        Ran.typing(credential, running.anybody(), "approve", approval).exits(2);
        Ran.answering(credential, "yes", running.anybody(), "approve", approval).exits(1);
        Ran approved = Ran.answering(credential, "approve", running.anybody(), "approve", approval)
                .exits(0);
        assertTrue(approved.out().contains("\"n\": 1"), "the person sees the call: " + approved.out());
        assertTrue(approved.out().contains("held because   a policy wants a person"), approved.out());
        assertTrue(approved.out().contains("is APPROVED"), approved.out());
        Ran again = Ran.answering(credential, "approve", running.anybody(), "approve", approval)
                .exits(1);
        assertTrue(again.err().contains("not pending"), again.err());
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
        Ran.answering("ann:a passphrase of some length", "approve", running.anybody(), "approve", approval)
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
    void the_first_digits_of_the_hash_or_the_whole_hash_confirm_too() {
        String credential = enrol("ann");
        String first = hold();
        String hash = text(
                Ran.typing(credential, running.anybody(), "approvals", "--json")
                        .rows()
                        .getFirst(),
                "action_hash");
        Ran.answering(credential, hash.substring(0, 8), running.anybody(), "approve", first)
                .exits(0);
        String second = hold();
        Ran.typing(credential, running.anybody(), "approve", second, "--hash", hash.substring(0, 8))
                .refuses("64 hexadecimal digits");
        Ran answered = Ran.typing(credential, running.anybody(), "approve", second, "--hash", hash, "--json")
                .exits(0);
        assertEquals("APPROVED", text(answered.rows().getFirst(), "status"));
        assertTrue(answered.err().contains("action hash    " + hash), "shown beside the rows: " + answered.err());
    }

    @Test
    void what_an_argument_hides_is_marked_before_the_person_answers() {
        String credential = enrol("ann");
        String call = PAYMENT.replace(
                "{\"n\":1}",
                "{\"to\":\"ann\\u202egro.elpmaxe\",\"\\u0440aypal\":\"a\\u200bb\\naction hash    0000\\u001b[2J\"}");
        String approval = hold(call);
        Ran shown = Ran.answering(credential, "no", running.anybody(), "approve", approval)
                .exits(1);
        assertTrue(shown.out().contains("\"to\": \"ann\\u{202e}gro.elpmaxe\""), shown.out());
        assertTrue(
                shown.out().contains("\"\\u{440}aypal\": \"a\\u{200b}b\\naction hash    0000\\u{1b}[2J\""),
                shown.out());
        assertTrue(shown.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), shown.out());
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
        Ran.answering(token, "approve", running.anybody(), "approve", approval).exits(1);
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

    @Test
    void a_credential_does_not_travel_in_the_clear_to_another_machine() {
        Map<String, String> far = Map.of("SALLYPORT_URL", "http://gateway.example:8080", "SALLYPORT_TOKEN", "sp_op_x");
        Ran.with("", far, "agents").refuses("a credential would travel unprotected");
        Map<String, String> alike =
                Map.of("SALLYPORT_URL", "http://127.0.0.1.evil.example", "SALLYPORT_TOKEN", "sp_op_x");
        Ran.with("", alike, "agents").refuses("a credential would travel unprotected");
    }

    @Test
    void a_bundle_is_tried_compared_put_in_force_and_taken_back() throws IOException {
        Path strict = Files.createDirectory(running.data().resolve("strict"));
        Files.writeString(strict.resolve("a.cedar"), "@id(\"never\") forbid (principal, action, resource);");
        Path open = Files.createDirectory(running.data().resolve("open"));
        Files.writeString(open.resolve("a.cedar"), "@id(\"always\") permit (principal, action, resource);");
        Ran.with("", running.operator(), "policy", "stage", strict.toString()).exits(0);
        assertEquals("allow", text(ask("trusted_internal_unsigned").object(), "decision"));
        hold();
        Ran status = Ran.with("", running.operator(), "policy", "status").exits(0);
        assertTrue(status.out().contains("newly deny 2"), status.out());

        Ran diff = Ran.with("", running.anybody(), "policy", "diff", open.toString(), "--fail-on-new-permits")
                .exits(1);
        assertTrue(diff.out().contains("newly permits  always  1 (was require_approval)  dec_"), diff.out());
        Ran.with("", running.anybody(), "policy", "diff", strict.toString(), "--fail-on-new-permits")
                .exits(0);

        Ran.with("", running.operator(), "policy", "promote").exits(0);
        assertEquals("deny", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "policy", "rollback").exits(0);
        assertEquals("allow", text(ask("trusted_internal_unsigned").object(), "decision"));
        Ran.with("", running.operator(), "policy", "promote").exits(1);
        Ran.with("", running.operator(), "policy", "stage", strict.toString(), "--share", "100")
                .refuses("1 to 99");
        Ran.with("", running.anybody(), "policy", "status").refuses("no operator key");
    }

    @Test
    void a_person_has_an_approval_remembered_and_an_operator_ends_it() {
        String credential = enrol("ann");
        Ran.answering(credential, "approve", running.anybody(), "approve", hold(), "--remember", "31d")
                .refuses("remember_seconds");
        Ran.answering(credential, "reject", running.anybody(), "reject", hold(), "--remember", "1d")
                .refuses("only an approval is remembered");
        Ran approved = Ran.answering(credential, "approve", running.anybody(), "approve", hold(), "--remember", "1d")
                .exits(0);
        assertTrue(approved.out().contains("remembered as grt_"), approved.out());
        assertEquals("remembered", text(ask("semi_trusted_customer").object(), "reason"));
        Ran listed = Ran.with("", running.operator(), "grants", "--json").exits(0);
        String grant = text(listed.rows().getFirst(), "grant_id");
        Ran.with("", running.operator(), "grants", "revoke", grant).exits(0);
        hold();
        assertTrue(Ran.with("", running.operator(), "grants").exits(0).out().contains("no approval is remembered"));
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
        return hold(PAYMENT);
    }

    private String hold(String call) {
        JsonObject answer = ask("semi_trusted_customer", call).orComplain().object();
        assertEquals("require_approval", text(answer, "decision"));
        return answer.get("approval") instanceof JsonObject approval ? text(approval, "approval_id") : "";
    }

    private Reply ask(String trust) {
        return ask(trust, PAYMENT);
    }

    private Reply ask(String trust, String call) {
        return api().as(token)
                .post(
                        "/v1/authorize",
                        json("{\"agent\":{\"id\":\"" + agent + "\",\"environment\":\"development\"},\"tool_call\":"
                                + call + ",\"context\":{\"source_trust\":\"" + trust + "\"}}"));
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
