package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a database server a payload goes as it does from a file, and nothing is promised of the server's own files. */
@Tag("full")
@Timeout(180)
class PostgresPruningTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void what_outlived_its_term_goes_and_the_rest_verifies() throws IOException {
        try (TestGateway gateway =
                TestGateway.start(folder.resolve("data"), OnPostgres.settings("retention: {tier: team, days: 7}"))) {
            TestGateway.Enrolled agent = gateway.agent("one");
            gateway.client()
                    .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
            gateway.clock().advanceMillis(8 * DAY);
            Heard young = gateway.client()
                    .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
            Heard pruned = gateway.client().post("/v1/retention/prune", gateway.operator(), "{}");
            assertTrue(pruned.text().contains("\"decisions\":1,\"waiting\":0"), pruned::toString);
            assertTrue(pruned.text().contains("\"overwriting\":\"left_to_server\""), pruned::toString);
            Heard erased = gateway.client()
                    .post(
                            "/v1/erasures",
                            gateway.operator(),
                            "{\"decision_id\":\"" + young.string("decision_id") + "\"}");
            assertTrue(erased.text().contains("\"decisions\":1,\"waiting\":0"), erased::toString);

            assertEquals(List.of(), gateway.gateway().audit());
            Heard export = gateway.client().get("/v1/receipts/export?format=sallyport-2", gateway.operator());
            assertTrue(export.text().contains("\"event\":\"payloads_pruned\""), export::toString);
            Verdict verdict = OfflineVerifier.verify(new ByteArrayInputStream(export.body()), VerifyOptions.none());
            assertInstanceOf(Verdict.Verified.class, verdict, verdict::toString);
        }
    }
}
