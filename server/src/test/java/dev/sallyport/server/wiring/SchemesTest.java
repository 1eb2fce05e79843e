package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two canonical schemes side by side: agents of both, the change from one to the other, and clients set to the wrong one. */
class SchemesTest {
    private static final String TOOL_CALL =
            "{\"tool\":\"github\",\"action\":\"merge_pull_request\",\"resource\":\"repo/7\","
                    + "\"mutates_state\":true,\"parameters\":{\"number\":7,\"method\":\"squash\"}}";

    @TempDir
    private Path data;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Enrolled agent(String key, Scheme scheme, String more) {
        return gateway.agent(gateway.operator(), key, ",\"action_hash_scheme\":\"" + scheme.id() + "\"" + more);
    }

    private static Scheme other(Scheme scheme) {
        return scheme == Scheme.AEGIS_JCS_1 ? Scheme.SALLYPORT_JCS_2 : Scheme.AEGIS_JCS_1;
    }

    private static String hash(Scheme scheme) {
        JsonObject call = (JsonObject) StrictJson.parse(TOOL_CALL.getBytes(StandardCharsets.UTF_8));
        return Action.fromJson(call).hash(scheme).hex();
    }

    private Heard authorize(Enrolled agent, String more) {
        return gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", more));
    }

    private Heard outcome(Enrolled agent, Heard decision, String hash) {
        return gateway.client()
                .post(
                        "/v1/outcomes",
                        agent.token(),
                        "{\"decision_id\":\"" + decision.string("decision_id")
                                + "\",\"status\":\"succeeded\",\"executed_hash\":\"" + hash + "\"}");
    }

    private String approved(Enrolled agent, String person) {
        String approval = gateway.held(agent);
        Heard voted = gateway.client().post("/v1/approvals/" + approval + "/approve", person, "{}");
        assertEquals(200, voted.status(), voted::toString);
        return approval;
    }

    private Heard consume(Enrolled agent, String approval, String hash) {
        return gateway.client()
                .post("/v1/approvals/" + approval + "/consume", agent.token(), "{\"action_hash\":\"" + hash + "\"}");
    }

    private String metrics() {
        return gateway.client()
                .send("GET", "/metrics", Optional.empty(), null, Map.of())
                .text();
    }

    private long counted(String presentedTo, Scheme registered) {
        String line = "canonicalization_version_skew_total{presented=\""
                + other(registered).id() + "\",presented_to=\"" + presentedTo + "\",registered=\"" + registered.id()
                + "\"} ";
        return metrics()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToLong(each -> (long) Double.parseDouble(each.substring(line.length())))
                .findFirst()
                .orElse(-1);
    }

    private long tampering() {
        return metrics()
                .lines()
                .filter(each -> each.startsWith("approval_hash_mismatch_total "))
                .mapToLong(each -> (long) Double.parseDouble(each.substring(each.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"AEGIS_JCS_1", "SALLYPORT_JCS_2"})
    void hashInTheOtherScheme_isRefusedEverywhere_countedAsSkew_andToldAsTampering(Scheme registered) {
        Enrolled agent = agent("a1", registered, "");
        String wrong = hash(other(registered));
        String right = hash(registered);
        assertEquals(0, counted("consume", registered), "there before the first one");

        Heard refused = authorize(agent, "\"action_hash\":\"" + wrong + "\",");
        assertEquals(409, refused.status(), refused::toString);
        assertEquals("action_hash_mismatch", refused.code());
        assertEquals(1, counted("authorize", registered));

        Heard allowed = authorize(agent, "\"action_hash\":\"" + right + "\",");
        assertEquals("allow", allowed.string("decision"), allowed::toString);
        Heard reported = outcome(agent, allowed, wrong);
        assertEquals(409, reported.status(), reported::toString);
        assertEquals("executed_hash_mismatch", reported.code());
        assertEquals(1, counted("outcome", registered));

        String person = gateway.person("anna");
        String approval = approved(agent, person);
        Heard claimed = consume(agent, approval, wrong);
        assertEquals(409, claimed.status(), claimed::toString);
        assertEquals("approval_hash_mismatch", claimed.code());
        assertEquals(1, counted("consume", registered));
        assertEquals("approval_invalidated", consume(agent, approval, right).code(), "it is void");
        assertEquals(3, tampering());
        assertEquals(0, counted("consume", other(registered)), "the labels say which way");
        assertEquals(200, consume(agent, approved(agent, person), right).status());
    }

    @Test
    void hashOfOtherBytes_isTampering_andNoSkew() {
        Enrolled agent = agent("a1", Scheme.SALLYPORT_JCS_2, "");
        String forged = "0".repeat(64);
        assertEquals(
                "action_hash_mismatch",
                authorize(agent, "\"action_hash\":\"" + forged + "\",").code());
        assertEquals(
                "executed_hash_mismatch",
                outcome(agent, authorize(agent, ""), forged).code());
        assertEquals(
                "approval_hash_mismatch",
                consume(agent, approved(agent, gateway.person("anna")), forged).code());
        assertEquals(3, tampering());
        for (String to : new String[] {"authorize", "consume", "outcome"}) {
            assertEquals(0, counted(to, Scheme.SALLYPORT_JCS_2), to);
            assertEquals(0, counted(to, Scheme.AEGIS_JCS_1), to);
        }
        Heard noHash = authorize(agent, "\"action_hash\":\"zz\",");
        assertEquals("wrong_form", noHash.code(), noHash::toString);
    }

    @Test
    void agentMovedToTheOtherScheme_writesNewReceipts_whileTheOldVerify_andOldHashesAreSkew() throws IOException {
        Enrolled before = agent("a1", Scheme.AEGIS_JCS_1, "");
        Heard old = authorize(before, "");
        assertEquals("aegis-jcs-1", old.string("action_hash_scheme"));
        assertEquals(hash(Scheme.AEGIS_JCS_1), old.string("action_hash"));
        String held = approved(before, gateway.person("anna"));

        Enrolled after = agent("a1", Scheme.SALLYPORT_JCS_2, ",\"replace\":true");
        assertEquals(before.id(), after.id());
        Heard young = authorize(after, "");
        assertEquals("sallyport-jcs-2", young.string("action_hash_scheme"));
        assertEquals(hash(Scheme.SALLYPORT_JCS_2), young.string("action_hash"));

        assertEquals(
                "approval_hash_mismatch",
                consume(after, held, hash(Scheme.AEGIS_JCS_1)).code(),
                "asked under the old scheme, claimed under the new one");
        assertEquals(1, counted("consume", Scheme.SALLYPORT_JCS_2));
        assertEquals(201, outcome(after, old, hash(Scheme.AEGIS_JCS_1)).status(), "it was shown in the old scheme");
        assertEquals(201, outcome(after, young, hash(Scheme.SALLYPORT_JCS_2)).status());

        for (Heard each : new Heard[] {old, young}) {
            Heard verdict =
                    gateway.client().get("/v1/receipts/" + each.string("receipt_id") + "/verify", gateway.operator());
            assertTrue(verdict.text().contains("\"verified\":true"), verdict::toString);
        }
        byte[] own = gateway.client()
                .post("/v1/receipts/export", gateway.operator(), "{}")
                .body();
        assertInstanceOf(
                Verdict.Verified.class, OfflineVerifier.verify(new ByteArrayInputStream(own), VerifyOptions.none()));
        byte[] foreign = gateway.client()
                .get("/v1/receipts/export?format=aegis-1", gateway.operator())
                .body();
        String chain = new String(foreign, StandardCharsets.UTF_8);
        assertTrue(chain.contains(hash(Scheme.AEGIS_JCS_1)) && chain.contains(hash(Scheme.SALLYPORT_JCS_2)), chain);
        assertInstanceOf(
                Verdict.ChainOnly.class,
                OfflineVerifier.verify(new ByteArrayInputStream(foreign), VerifyOptions.none()));
    }
}
