package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.api.Admission;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that work out much have places of their own: who finds none is told so at once, and nothing else waits. */
@Timeout(120)
class AdmissionTest {
    private static final TenantId TENANT = new TenantId("default");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Browser anna;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", "{}"));
        anna = new Browser(gateway);
        anna.signIn("", gateway.person(gateway.operator(), "anna", ",\"roles\":[\"operator\"]"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Answers that are being worked out and don't end before this is closed. */
    private static final class Blocked implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private int places;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Blocked by(Admission admission, TenantId tenant, String... callers) throws InterruptedException {
            places = callers.length;
            CountDownLatch begun = new CountDownLatch(places);
            for (String caller : callers) {
                threads.execute(() -> admission.admit(tenant, caller, () -> {
                    begun.countDown();
                    return waited();
                }));
            }
            begun.await();
            return this;
        }

        /** How many places it takes. */
        int places() {
            return places;
        }

        private boolean waited() {
            try {
                end.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            end.countDown();
            threads.close();
        }
    }

    private Admission admission() {
        return gateway.admission();
    }

    @Test
    void who_looks_at_as_much_as_one_may_is_told_so_and_offered_to_try_again_and_others_are_not_kept_waiting()
            throws Exception {
        Browser ben = new Browser(gateway);
        ben.signIn("", gateway.person(gateway.operator(), "ben", ",\"roles\":[\"viewer\"]"));
        try (Blocked blocked = new Blocked().by(admission(), TENANT, "anna", "anna")) {
            assertEquals(2, blocked.places());
            for (String path : List.of("/console/shields", "/console/shields/canary", "/console/pilot")) {
                Heard refused = anna.get(path);
                assertEquals(429, refused.status(), path);
                assertEquals(
                        "2", refused.raw().headers().firstValue("Retry-After").orElse(""));
                assertTrue(refused.text().contains("places_taken"), refused::toString);
                assertTrue(refused.text().contains("href=\"" + path + "\">Try again</a>"), refused::toString);
                assertEquals(200, ben.get(path).status(), "somebody else's place is another");
            }
        }
        assertEquals(200, anna.get("/console/shields").status(), "a place is given back");
    }

    @Test
    void with_every_place_of_a_tenant_taken_decisions_approvals_and_freezes_go_on() throws Exception {
        Enrolled agent = gateway.agent("a1");
        try (Blocked blocked = new Blocked().by(admission(), TENANT, "p1", "p2", "p3", "p4", "p5", "p6")) {
            assertEquals(6, blocked.places());
            Heard refused = gateway.client().get("/v1/shields/figures", gateway.operator());
            assertEquals(429, refused.status(), refused::toString);
            assertEquals("places_taken", refused.code());
            Heard disguised = gateway.client()
                    .send(
                            "GET",
                            "/v1/shields/figures",
                            Optional.of(gateway.operator()),
                            null,
                            Map.of("Sallyport-Token", "nobody's"));
            assertEquals(429, disguised.status(), "another field hides nobody");
            assertEquals("2", refused.raw().headers().firstValue("Retry-After").orElse(""));
            assertEquals(429, anna.get("/console/shields").status());
            Heard decided = gateway.client()
                    .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
            assertEquals("allow", decided.string("decision"));
            String held = gateway.held(agent);
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/approvals/" + held + "/approve", gateway.person("cleo"), "{}")
                            .status());
            assertEquals(
                    303,
                    anna.post("/console/registry", Map.of("csrf", anna.csrf(), "act", "freeze", "agent", agent.id()))
                            .status());
            assertEquals(
                    303,
                    anna.post(
                                    "/console/shields/canary",
                                    Map.of("csrf", anna.csrf(), "act", "mode", "mode", "blocking", "why", "now"))
                            .status(),
                    "what sets something asks for no place");
        }
        assertEquals(
                200,
                gateway.client().get("/v1/shields/figures", gateway.operator()).status());
    }

    @Test
    void another_tenants_places_are_its_own() throws Exception {
        try (Blocked blocked =
                new Blocked().by(admission(), new TenantId("globex"), "p1", "p2", "p3", "p4", "p5", "p6")) {
            assertEquals(6, blocked.places());
            assertEquals(200, anna.get("/console/shields").status());
        }
    }

    @Test
    void whoever_shows_no_credential_takes_no_place_and_is_refused_as_ever() throws Exception {
        try (Blocked blocked = new Blocked().by(admission(), TENANT, "p1", "p2", "p3", "p4", "p5", "p6")) {
            assertEquals(6, blocked.places());
            assertEquals(
                    401, gateway.client().get("/v1/shields/figures", "sp_op_x").status());
        }
    }

    @Test
    void a_place_is_given_back_when_the_work_fails() {
        for (int i = 0; i < 20; i++) {
            assertEquals(404, anna.get("/console/shields/nobody").status());
        }
        assertEquals(200, anna.get("/console/shields/canary").status());
    }
}
