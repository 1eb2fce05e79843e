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
import dev.sallyport.testkit.place.FakeSlackApi;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What services drop, refuse or delay without an error that anybody would notice. */
final class SilentFailureTest {
    private static final URI BASE = URI.create("https://place.example");

    private static Notice notice(int revision, Kind kind) {
        return Samples.notice("inc_1", revision, kind, Severity.CRITICAL);
    }

    private static Delivering before(FakePlace place) {
        return new Delivering(place, new Delivering.Clock(), 1);
    }

    @Test
    void a_resolution_of_what_was_never_triggered_is_not_sent_because_pagerduty_would_drop_it() {
        FakePagerDuty place = new FakePagerDuty();
        PagerDutySink sink = new PagerDutySink(BASE, new Secret(FakePagerDuty.KEY), "gateway-1");
        Delivering line = before(place);
        assertInstanceOf(Attempt.Idle.class, line.deliver(sink, notice(2, Kind.CLOSED)));
        assertEquals(0, place.came());
        line.deliver(sink, notice(3, Kind.OPENED));
        String key = place.shown().firstKey();
        line.deliver(sink, Samples.taken(notice(4, Kind.UPDATED)));
        assertEquals("acknowledged", place.standing(key));
        line.deliver(sink, notice(5, Kind.CLOSED));
        assertEquals("resolved", place.standing(key));
        assertEquals(0, place.dropped());
    }

    @Test
    void a_refusal_of_slack_with_status_200_is_a_dead_letter_and_a_limit_is_not() {
        FakeSlackApi place = new FakeSlackApi();
        SlackSink sink =
                new SlackSink(BASE.resolve("/api/"), FakeSlackApi.CONVERSATION, new Secret(FakeSlackApi.TOKEN));
        place.refuseOnce("ratelimited");
        assertInstanceOf(Attempt.Accepted.class, before(place).deliver(sink, notice(1, Kind.OPENED)));
        place.refuseOnce("channel_not_found");
        Attempt dead = before(place).deliver(sink, notice(2, Kind.OPENED));
        assertEquals(
                "slack: channel_not_found",
                assertInstanceOf(Attempt.Dead.class, dead).why());
    }

    @Test
    void an_alert_that_opsgenie_queued_and_then_refused_is_a_dead_letter() {
        FakeOpsgenie place = new FakeOpsgenie();
        OpsgenieSink sink = new OpsgenieSink(BASE.resolve("/v2/alerts"), new Secret(FakeOpsgenie.KEY), "gateway-1");
        place.slow(true);
        assertInstanceOf(Attempt.Accepted.class, before(place).deliver(sink, notice(1, Kind.OPENED)));
        place.refuses(true);
        Attempt dead = before(place).deliver(sink, notice(1, Kind.OPENED));
        assertEquals(
                "queued, then refused",
                assertInstanceOf(Attempt.Dead.class, dead).why());
    }

    @Test
    void a_record_that_a_collector_rejects_with_status_200_is_a_dead_letter() {
        FakeOtlp place = new FakeOtlp();
        OtlpSink sink = new OtlpSink(BASE.resolve("/v1/logs"), Optional.empty(), new Maker("gateway-1", "1"));
        place.rejects(true);
        assertInstanceOf(Attempt.Dead.class, before(place).deliver(sink, notice(1, Kind.OPENED)));
    }

    @Test
    void nothing_is_written_into_a_public_repository() {
        FakeGitHub place = new FakeGitHub();
        place.rule(FakeGitHub.Rule.PUBLIC);
        Attempt dead = before(place).deliver(gitHub(), notice(1, Kind.OPENED));
        assertEquals(
                "the repository is public",
                assertInstanceOf(Attempt.Dead.class, dead).why());
        assertEquals(1, place.came());
        assertEquals(List.of(), place.states());
    }

    @Test
    void labels_that_github_drops_are_noticed_and_the_issue_is_closed_with_the_incident() {
        FakeGitHub place = new FakeGitHub();
        place.rule(FakeGitHub.Rule.NO_PUSH);
        Delivering line = before(place);
        Attempt taken = line.deliver(gitHub(), notice(1, Kind.OPENED));
        assertTrue(assertInstanceOf(Attempt.Accepted.class, taken).trouble().startsWith("labels dropped"));
        line.deliver(gitHub(), notice(2, Kind.CLOSED));
        assertEquals(List.of("closed"), place.states());
    }

    @Test
    void a_repository_without_issues_is_a_dead_letter_and_a_limit_of_its_own_is_not() {
        FakeGitHub place = new FakeGitHub();
        place.rule(FakeGitHub.Rule.NO_ISSUES);
        assertInstanceOf(Attempt.Dead.class, before(place).deliver(gitHub(), notice(1, Kind.OPENED)));
        Heard limited =
                new Heard(403, java.util.OptionalLong.of(7), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Outcome end = tell(gitHub(), limited);
        assertEquals(7, assertInstanceOf(Outcome.Later.class, end).waitSeconds().orElse(0));
    }

    private static Outcome tell(Sink sink, Heard always) {
        Told told = new Told(notice(1, Kind.OPENED), "ntc-1", Samples.NOON, 0, "");
        try {
            return sink.tell(told, new Line() {
                @Override
                public Heard ask(Ask ask) {
                    return always;
                }

                @Override
                public void creating() {}

                @Override
                public void pause(long millis) {}
            });
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static GitHubSink gitHub() {
        return new GitHubSink(BASE, FakeGitHub.REPOSITORY, new Secret(FakeGitHub.TOKEN));
    }

    @Test
    void an_issue_of_jira_that_no_search_shows_yet_is_waited_for_and_not_made_again() {
        Delivering.Clock clock = new Delivering.Clock();
        FakeJira place = new FakeJira(true, () -> clock.millis);
        JiraSink sink = new JiraSink(
                BASE,
                new JiraSink.Project(FakeJira.PROJECT, "Task"),
                new JiraSink.Login.Cloud(FakeJira.USER, new Secret(FakeJira.TOKEN)));
        Delivering line = new Delivering(place, clock, 1);
        line.crash(sink, notice(1, Kind.OPENED));
        assertEquals(1, place.shown().size());
        clock.millis += 10_000;
        assertInstanceOf(Attempt.Accepted.class, line.deliver(sink, notice(1, Kind.OPENED)));
        assertEquals(List.of(1), List.copyOf(place.shown().values()));
        assertTrue(place.labels().getFirst().contains("team-payments"));
    }

    @Test
    void a_secret_is_never_shown_as_text() {
        assertEquals("secret", "" + new Secret("abc"));
    }
}
