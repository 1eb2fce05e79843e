package dev.sallyport.soc.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.Samples;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.testkit.place.FakeGitHub;
import dev.sallyport.testkit.place.FakeJira;
import dev.sallyport.testkit.place.FakeOpsgenie;
import dev.sallyport.testkit.place.FakeOtlp;
import dev.sallyport.testkit.place.FakePagerDuty;
import dev.sallyport.testkit.place.FakePlace;
import dev.sallyport.testkit.place.FakeReceiver;
import dev.sallyport.testkit.place.FakeSlackApi;
import dev.sallyport.testkit.place.FakeWorkflow;
import dev.sallyport.testkit.place.Fault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of notice through every service, with everything that goes wrong on the way. */
final class EverySinkTest {
    private static final Maker MAKER = new Maker("gateway-1", "0.1.0");
    private static final URI BASE = URI.create("https://place.example");

    /**
     * A service.
     *
     * @param once whether people there see a notice once, even if an answer was lost
     * @param grouped whether an incident is one thing there, whatever its notices
     */
    private record Case(Sink sink, FakePlace place, boolean once, boolean grouped) {}

    /** Every service there is. */
    enum Service {
        PAGERDUTY,
        OPSGENIE,
        SLACK,
        TEAMS,
        JIRA_CLOUD,
        JIRA_DATA_CENTER,
        GITHUB,
        WEBHOOK,
        OTLP;

        private Case open(Delivering.Clock clock) {
            return switch (this) {
                case PAGERDUTY ->
                    new Case(
                            new PagerDutySink(BASE, new Secret(FakePagerDuty.KEY), "gateway-1"),
                            new FakePagerDuty(),
                            true,
                            true);
                case OPSGENIE ->
                    new Case(
                            new OpsgenieSink(BASE.resolve("/v2/alerts"), new Secret(FakeOpsgenie.KEY), "gateway-1"),
                            new FakeOpsgenie(),
                            true,
                            true);
                case SLACK ->
                    new Case(
                            new SlackSink(
                                    BASE.resolve("/api/"), FakeSlackApi.CONVERSATION, new Secret(FakeSlackApi.TOKEN)),
                            new FakeSlackApi(),
                            true,
                            false);
                case TEAMS ->
                    new Case(new TeamsSink(BASE.resolve(FakeWorkflow.PATH)), new FakeWorkflow(), false, false);
                case JIRA_CLOUD ->
                    jira(new JiraSink.Login.Cloud(FakeJira.USER, new Secret(FakeJira.TOKEN)), true, clock);
                case JIRA_DATA_CENTER -> jira(new JiraSink.Login.DataCenter(new Secret(FakeJira.TOKEN)), false, clock);
                case GITHUB ->
                    new Case(
                            new GitHubSink(BASE, FakeGitHub.REPOSITORY, new Secret(FakeGitHub.TOKEN)),
                            new FakeGitHub(),
                            true,
                            false);
                case WEBHOOK ->
                    new Case(
                            new WebhookSink(BASE.resolve("/in"), EverySinkTest::hmac, MAKER),
                            new FakeReceiver(() -> clock.millis),
                            true,
                            false);
                case OTLP ->
                    new Case(
                            new OtlpSink(BASE.resolve("/v1/logs"), Optional.empty(), MAKER),
                            new FakeOtlp(),
                            false,
                            false);
            };
        }

        private static Case jira(JiraSink.Login login, boolean cloud, Delivering.Clock clock) {
            JiraSink sink = new JiraSink(BASE, new JiraSink.Project(FakeJira.PROJECT, "Task"), login);
            return new Case(sink, new FakeJira(cloud, () -> clock.millis), true, false);
        }
    }

    private static byte[] hmac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(FakeReceiver.KEY, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Notice> story(String incident, Severity severity, boolean longest) {
        List<Notice> out = new ArrayList<>();
        int revision = 0;
        for (Kind kind : List.of(Kind.OPENED, Kind.UPDATED, Kind.ESCALATED, Kind.UPDATED, Kind.CLOSED)) {
            revision++;
            Notice notice = longest
                    ? Samples.longest(incident, revision, kind, severity)
                    : Samples.notice(incident, revision, kind, severity);
            out.add(revision == 4 ? Samples.taken(notice) : notice);
        }
        return out;
    }

    private static void tell(Delivering line, Case test, Notice notice) {
        Attempt end = line.deliver(test.sink(), notice);
        assertInstanceOf(
                Attempt.Accepted.class,
                end,
                () -> end + ", refused: " + test.place().wrong());
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_and_severity_is_taken_with_every_field_as_long_as_can_be(Service service) {
        for (boolean longest : new boolean[] {false, true}) {
            for (Severity severity : Severity.values()) {
                Delivering.Clock clock = new Delivering.Clock();
                Case test = service.open(clock);
                Delivering line = new Delivering(test.place(), clock, 1);
                for (Notice notice : story("inc_1", severity, longest)) {
                    tell(line, test, notice);
                }
                assertEquals(List.of(), test.place().wrong());
                assertEquals(test.grouped() ? 1 : 5, test.place().shown().size());
                assertTrue(
                        test.place().shown().values().stream().allMatch(n -> n == 1),
                        () -> "" + test.place().shown());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_lost_and_nothing_doubled_whatever_goes_wrong(Service service) {
        for (long seed = 1; seed <= 40; seed++) {
            Delivering.Clock clock = new Delivering.Clock();
            Case test = service.open(clock);
            Random random = new Random(seed);
            Delivering line = new Delivering(test.place(), clock, seed);
            for (Notice notice : story("inc_" + seed, Severity.HIGH, random.nextBoolean())) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    test.place().fault(List.of(Fault.values()).get(random.nextInt(Fault.values().length)));
                }
                if (random.nextBoolean()) {
                    line.crash(test.sink(), notice);
                }
                told(line, test, notice, seed);
            }
            long at = seed;
            assertEquals(List.of(), test.place().wrong(), () -> "seed " + at);
            assertEquals(test.grouped() ? 1 : 5, test.place().shown().size(), () -> "seed " + at);
            if (test.once()) {
                assertTrue(
                        test.place().shown().values().stream().allMatch(n -> n == 1),
                        () -> "seed " + at + " " + test.place().shown());
            }
        }
    }

    private static void told(Delivering line, Case test, Notice notice, long seed) {
        Attempt end = line.deliver(test.sink(), notice);
        assertInstanceOf(
                Attempt.Accepted.class,
                end,
                () -> "seed " + seed + " " + end + ", refused: " + test.place().wrong());
    }
}
