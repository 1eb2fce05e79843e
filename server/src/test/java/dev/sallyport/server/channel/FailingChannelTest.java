package dev.sallyport.server.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.console.Browser;
import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Slack, Teams and a webhook fail, each in each way a service fails. Whatever they do, what was held stands on the console, people answer it
 * there, and what nobody answers expires into a denial; nothing is approved by a failure.
 */
@Timeout(180)
class FailingChannelTest {
    private static final List<String> CHANNELS = List.of("slack", "teams", "pager");
    private static final String ELSEWHERE = "http://127.0.0.1:1/elsewhere";

    /** How a service fails, and what the console says of it. */
    enum Failure {
        SAYS_NOTHING(FakeService.SILENCE, "retried", "no answer"),
        ENDS_THE_CONNECTION(FakeService.CUT, "retried", "no answer"),
        BREAKS_OFF(new FakeService.Answer(200, Map.of(), "{\"ok\":true", 20), "retried", "no answer"),
        IS_BROKEN(FakeService.Answer.of(500), "retried", "status 500"),
        IS_BUSY(new FakeService.Answer(429, Map.of("Retry-After", "120"), ""), "retried", "status 429"),
        SENDS_ON(new FakeService.Answer(302, Map.of("Location", ELSEWHERE), ""), "dead", "status 302"),
        REFUSES(FakeService.Answer.of(400), "dead", "status 400"),
        /** What stands between, for example, answers in the place of the service. */
        TALKS_OF_OTHER_THINGS(new FakeService.Answer(403, Map.of(), "<html>sign in</html>"), "dead", "status 403");

        @SuppressWarnings("ImmutableEnumChecker") // its map is one of Map.of
        private final FakeService.Answer answer;

        private final String result;
        private final String why;

        Failure(FakeService.Answer answer, String result, String why) {
            this.answer = answer;
            this.result = result;
            this.why = why;
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeService slack = new FakeService(new FakeSlack()::judge);
    private final FakeService teams = new FakeService(FakeTeams::judge);
    private final FakeService pager = new FakeService(r -> FakeService.Answer.of(204));
    private final FakeService good = new FakeService(r -> FakeService.Answer.of(204));
    private final List<FakeService> failing = List.of(slack, teams, pager);

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @SuppressWarnings("NullAway.Init")
    private String anna;

    @SuppressWarnings("NullAway.Init")
    private Browser console;

    @BeforeEach
    void start() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), FakeSlack.TOKEN);
        Path signing = Files.writeString(folder.resolve("signing"), FakeSlack.SIGNING);
        Path workflow = Files.writeString(
                folder.resolve("workflow"),
                teams.url("/workflows/1?sig=secret-of-the-workflow").toString());
        Path secret = Files.writeString(folder.resolve("secret"), FakeWebhook.SECRET);
        gateway = TestGateway.start(folder.resolve("data"), SettingsFile.parse("s.yaml", """
                approvals:
                  channels:
                    slack:
                      network: loopback
                      people: {anna: U0ANNA}
                      slack: {api: "%1$s", conversation: C0123, team: T01, token_file: "%2$s", signing_secret_file: "%3$s"}
                    teams: {network: loopback, teams: {url_file: "%4$s"}}
                    pager: {network: loopback, webhook: {url: "%5$s", secret_file: "%6$s"}}
                    good: {network: loopback, webhook: {url: "%7$s", secret_file: "%6$s"}}
                    locked: {network: loopback, webhook: {url: "%8$s", secret_file: "%6$s"}}
                """.formatted(
                        slack.url("/api/"),
                        token,
                        signing,
                        workflow,
                        pager.url("/"),
                        secret,
                        good.url("/"),
                        good.url("/locked").toString().replace("http:", "https:"))));
        agent = gateway.agent("a1");
        anna = gateway.person("anna");
        console = new Browser(gateway);
        assertEquals(303, console.signIn("", anna).status());
    }

    @AfterEach
    void stop() {
        gateway.close();
        failing.forEach(FakeService::close);
        good.close();
    }

    private static void until(Supplier<String> what, BooleanSupplier holds) {
        for (int wait = 0; !holds.getAsBoolean(); wait++) {
            assertTrue(wait < 600, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String metrics() {
        return gateway.client().get("/metrics", agent.token()).text();
    }

    /** Waits until that channel had that many attempts that ended so. */
    private void ended(String channel, String result, int times) {
        String line = "sallyport_approval_deliveries_total{channel=\"" + channel + "\",result=\"" + result + "\"} ";
        until(
                () -> line + times + " in " + metrics(),
                () -> metrics()
                        .lines()
                        .anyMatch(l -> l.startsWith(line) && Double.parseDouble(l.substring(line.length())) >= times));
    }

    /** The page of an approval on the console. */
    private String page(String id) {
        return console.get("/console/approvals/" + id).text();
    }

    private Heard consumed(String id) {
        return gateway.client().post("/v1/approvals/" + id + "/consume", agent.token(), "{}");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void the_console_has_what_no_channel_took_and_silence_is_a_denial(Failure failure) {
        failing.forEach(service -> service.fails(Optional.of(failure.answer)));
        String answered = gateway.held(agent);
        String unanswered = gateway.held(agent);
        for (String channel : CHANNELS) {
            ended(channel, failure.result, 2);
            until(() -> channel + ": " + failure.why + " in " + page(answered), () -> told(answered, channel, failure));
        }
        ended("good", "accepted", 2);
        ended("console", "accepted", 2);
        assertEquals(
                "PENDING",
                gateway.client().get("/v1/approvals/" + answered, agent.token()).string("status"));
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + answered + "/approve", anna, "{}")
                        .status());
        assertEquals(200, consumed(answered).status());
        gateway.clock().advanceMillis(15 * 60 * 1000L);
        assertEquals("approval_expired", consumed(unanswered).code());
        String receipts = gateway.client()
                .get("/v1/receipts?limit=50", gateway.operator())
                .text();
        assertFalse(receipts.contains("channel:"), "no answer came by a channel");
        for (String channel : CHANNELS) {
            assertFalse(
                    metrics().contains("{channel=\"" + channel + "\",result=\"accepted\"} 1"), channel + " took one");
        }
    }

    private boolean told(String id, String channel, Failure failure) {
        String never = failure.result.equals("dead") ? "never told" : "not yet told";
        return page(id).contains("<code>" + channel + "</code>: " + never + " (" + failure.why + ")");
    }

    @Test
    void a_channel_that_asks_for_silence_has_it_and_then_gets_its_message() throws InterruptedException {
        failing.forEach(service -> service.fails(Optional.of(Failure.IS_BUSY.answer)));
        gateway.held(agent);
        CHANNELS.forEach(channel -> ended(channel, "retried", 1));
        failing.forEach(service -> service.fails(Optional.empty()));
        gateway.clock().advanceMillis(100_000);
        gateway.held(agent);
        ended("good", "accepted", 2);
        assertEquals(List.of(1, 1, 1), failing.stream().map(FakeService::came).toList(), "not even the second message");
        gateway.clock().advanceMillis(21_000);
        for (FakeService service : failing) {
            service.next();
            service.next();
        }
        CHANNELS.forEach(channel -> ended(channel, "accepted", 2));
    }

    @Test
    void slack_answering_with_something_else_than_its_json_took_nothing() throws InterruptedException {
        slack.fault(new FakeService.Answer(200, Map.of(), "<html>ok</html>"));
        slack.fault(new FakeService.Answer(200, Map.of(), "[true]"));
        slack.fault(new FakeService.Answer(200, Map.of(), "{\"ok\":\"true\"}"));
        gateway.held(agent);
        ended("slack", "retried", 1);
        gateway.clock().advanceMillis(2_000);
        ended("slack", "retried", 2);
        gateway.clock().advanceMillis(4_000);
        ended("slack", "dead", 1);
        assertEquals(0, slack.left());
    }

    @Test
    void a_service_that_does_not_speak_tls_where_it_should_gets_nothing_in_the_clear() {
        String id = gateway.held(agent);
        ended("locked", "retried", 1);
        ended("good", "accepted", 1);
        assertEquals(1, good.came(), "the message for the channel beside it");
        assertTrue(page(id).contains("<code>locked</code>: not yet told (no answer)"), () -> page(id));
    }
}
