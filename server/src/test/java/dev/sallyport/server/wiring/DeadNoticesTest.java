package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What no destination took is seen, counted, and sent again or dropped by an operator alone. */
@Timeout(120)
final class DeadNoticesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void a_dead_notice_is_seen_counted_sent_again_and_dropped() throws IOException {
        try (DeadNotices dead = DeadNotices.two(folder)) {
            TestGateway gateway = dead.gateway();
            Heard listed = gateway.client().get("/v1/notices/dead", gateway.operator());
            assertEquals("high", DeadNotices.member(listed, 0, "severity"));
            assertEquals("status 400", DeadNotices.member(listed, 0, "why"));
            String metrics =
                    gateway.client().get("/metrics", gateway.operator()).text();
            for (String destination : List.of("left", "right")) {
                String sample = "sallyport_notices_total{destination=\"" + destination
                        + "\",kind=\"webhook\",outcome=\"dead\"} 1.0";
                assertTrue(metrics.contains(sample), () -> sample + " is not in " + metrics);
            }
            String id = DeadNotices.member(listed, 0, "notice_id");
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/notices/dead/" + id + "/send", gateway.operator(), "{}")
                            .status());
            dead.await(2); // it is tried again, and dies again
            assertEquals(
                    200,
                    gateway.client()
                            .post("/v1/notices/dead/" + id + "/drop", gateway.operator(), "{}")
                            .status());
            dead.await(1);
            assertEquals(
                    404,
                    gateway.client()
                            .post("/v1/notices/dead/" + id + "/drop", gateway.operator(), "{}")
                            .status());
        }
    }

    @Test
    void nobody_but_an_operator_sees_or_touches_them() throws IOException {
        try (DeadNotices dead = DeadNotices.two(folder)) {
            TestGateway gateway = dead.gateway();
            Enrolled agent = gateway.agent("curious");
            String id =
                    DeadNotices.member(gateway.client().get("/v1/notices/dead", gateway.operator()), 0, "notice_id");
            for (String token : List.of(agent.token(), gateway.enrolment())) {
                assertEquals(
                        403, gateway.client().get("/v1/notices/dead", token).status());
                for (String step : List.of("send", "drop")) {
                    String path = "/v1/notices/dead/" + id + "/" + step;
                    assertEquals(403, gateway.client().post(path, token, "{}").status());
                }
            }
        }
    }
}
