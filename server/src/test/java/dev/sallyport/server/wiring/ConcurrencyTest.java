package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once: every answer has its receipt, nothing is there twice, and the chain holds. */
class ConcurrencyTest {
    private static final int CALLERS = 32;
    private static final int CALLS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void every_answer_of_many_callers_is_in_the_export_once() throws Exception {
        try (TestGateway gateway = TestGateway.start(folder)) {
            List<Enrolled> agents =
                    List.of(gateway.agent("a1"), gateway.agent("a2"), gateway.agent("a3"), gateway.agent("a4"));
            Set<String> receipts = new HashSet<>();
            for (Heard heard : together(gateway, agents)) {
                assertEquals(200, heard.status(), heard::toString);
                assertTrue(receipts.add(heard.string("receipt_id")), "a receipt was given twice");
            }
            assertEquals(CALLERS * CALLS, receipts.size());
            exportHolds(gateway, receipts);
        }
    }

    private static List<Heard> together(TestGateway gateway, List<Enrolled> agents)
            throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Heard>>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                Enrolled agent = agents.get(caller % agents.size());
                running.add(threads.submit(() -> {
                    List<Heard> heard = new ArrayList<>();
                    for (int i = 0; i < CALLS; i++) {
                        String trust = i % 2 == 0 ? "trusted_internal_unsigned" : "unknown";
                        heard.add(gateway.client()
                                .post("/v1/authorize", agent.token(), TestGateway.call(agent, trust, "")));
                    }
                    return heard;
                }));
            }
            List<Heard> all = new ArrayList<>();
            for (Future<List<Heard>> each : running) {
                all.addAll(each.get());
            }
            return all;
        }
    }

    private static void exportHolds(TestGateway gateway, Set<String> receipts) throws IOException {
        Heard export = gateway.client().post("/v1/receipts/export", gateway.operator(), "{}");
        Verdict.Verified verified = assertInstanceOf(
                Verdict.Verified.class,
                OfflineVerifier.verify(new ByteArrayInputStream(export.body()), VerifyOptions.none()));
        assertEquals(gateway.receipts(gateway.operator()), verified.count());
        String text = export.text();
        for (String receipt : receipts) {
            String mark = "\"receipt_id\":\"" + receipt + "\"";
            assertTrue(text.indexOf(mark) > 0 && text.indexOf(mark) == text.lastIndexOf(mark), receipt);
        }
    }

    @Test
    void one_request_id_asked_many_times_at_once_has_one_answer_and_one_receipt()
            throws ExecutionException, InterruptedException {
        try (TestGateway gateway = TestGateway.start(folder)) {
            Enrolled agent = gateway.agent("a1");
            long before = gateway.receipts(gateway.operator());
            String body = TestGateway.call(agent, "unknown", "\"request_id\":\"same\",");
            Set<String> answers = new HashSet<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Heard>> running = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    running.add(threads.submit(() -> gateway.client().post("/v1/authorize", agent.token(), body)));
                }
                for (Future<Heard> each : running) {
                    answers.add(each.get().toString());
                }
            }
            assertEquals(1, answers.size(), answers::toString);
            assertEquals(before + 1, gateway.receipts(gateway.operator()));
        }
    }
}
