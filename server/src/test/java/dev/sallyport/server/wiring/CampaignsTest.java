package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.console.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of campaigns as they are handed in and read. */
@Timeout(120)
class CampaignsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", "{}"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard submit(String token, String body) {
        return gateway.client().post("/v1/campaigns/runs", token, body);
    }

    private Heard submit(String body) {
        return submit(gateway.operator(), body);
    }

    @Test
    void a_run_is_kept_after_a_receipt_that_names_it_and_its_digest() {
        Heard kept = submit(Runs.of("nightly", 1, 18, 20));
        assertEquals(201, kept.status(), kept::toString);
        String receipt = gateway.client()
                .get("/v1/receipts/" + kept.string("receipt_id"), gateway.operator())
                .text();
        for (String said : new String[] {"hand_in_campaign_run", "nightly", "run-1", kept.string("digest")}) {
            assertTrue(receipt.contains(said), said + " in " + receipt);
        }
    }

    @Test
    void the_same_run_answers_alike_and_leaves_no_second_receipt_and_another_content_is_refused() {
        Heard first = submit(Runs.of("nightly", 1, 18, 20));
        long receipts = receipts();
        Heard again = submit(Runs.of("nightly", 1, 18, 20).replace(",", " , "));
        assertEquals(200, again.status(), again::toString);
        assertEquals(first.text(), again.text());
        Heard other = submit(Runs.of("nightly", 1, 17, 20));
        assertEquals("run_differs", other.code());
        assertEquals(409, other.status());
        assertEquals(receipts, receipts());
    }

    private long receipts() {
        return gateway.client()
                .get("/v1/receipts?limit=200", gateway.operator())
                .items("receipts")
                .size();
    }

    @Test
    void runs_come_in_the_order_in_which_they_ended_and_none_from_the_future() {
        submit(Runs.of("nightly", 5, 18, 20));
        assertEquals("run_late", submit(Runs.of("nightly", 4, 18, 20)).code());
        assertEquals(201, submit(Runs.of("weekly", 4, 18, 20)).status());
        Heard future = submit(Runs.of("nightly", 6, 18, 20).replace("2025-", "2225-"));
        assertEquals("wrong_form", future.code(), future::toString);
    }

    @Test
    void a_campaign_tells_its_classes_with_intervals_and_what_its_newest_run_lost() {
        submit(Runs.of("nightly", 1, 19, 20));
        submit(Runs.of("nightly", 2, 17, 20));
        Heard one = gateway.client().get("/v1/campaigns/nightly", gateway.operator());
        assertEquals(2, one.items("runs").size(), one::toString);
        // Clopper-Pearson of 17 in 20, as published tables have it.
        assertTrue(one.text().contains("\"rate\":0.85,\"low\":0.621073,\"high\":0.967929"), one::toString);
        assertTrue(one.text().contains("\"points\":10,\"gone\":false"), one::toString);
        Heard list = gateway.client().get("/v1/campaigns", gateway.operator());
        assertEquals(1, list.items("campaigns").size());
        assertTrue(list.text().contains("\"run\":\"run-2\""), list::toString);
    }

    @Test
    void the_newest_fifty_runs_are_kept() {
        for (int i = 1; i <= 52; i++) {
            assertEquals(201, submit(Runs.of("nightly", i, 18, 20)).status());
        }
        Heard one = gateway.client().get("/v1/campaigns/nightly", gateway.operator());
        assertEquals(50, one.items("runs").size());
        assertFalse(one.text().contains("\"run-2\""), "the oldest are gone");
    }

    @Test
    void another_tenants_campaigns_are_nobodys_and_an_agent_hands_nothing_in() {
        Install.FreshKeys globex = gateway.addTenant("globex");
        submit(Runs.of("nightly", 1, 18, 20));
        assertEquals(
                404,
                gateway.client()
                        .get("/v1/campaigns/nightly", globex.operatorKey())
                        .status());
        assertEquals(
                0,
                gateway.client()
                        .get("/v1/campaigns", globex.operatorKey())
                        .items("campaigns")
                        .size());
        assertEquals(
                201, submit(globex.operatorKey(), Runs.of("nightly", 1, 3, 20)).status());
        assertEquals(
                403,
                submit(gateway.agent("a1").token(), Runs.of("nightly", 2, 18, 20))
                        .status());
    }
}
