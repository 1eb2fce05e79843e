package dev.sallyport.server.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.place.FakeGitHub;
import dev.sallyport.testkit.place.FakePagerDuty;
import dev.sallyport.testkit.place.FakeReceiver;
import dev.sallyport.testkit.place.FakeSlackApi;
import dev.sallyport.testkit.place.Fault;
import dev.sallyport.testkit.place.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a notice to services behind real connections, through a real store. */
@Timeout(120)
final class NoticesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Maker MAKER = new Maker("gateway-1", "0.1.0");

    @TempDir
    private Path folder;

    private final FakePagerDuty pager = new FakePagerDuty();
    private final FakeSlackApi slack = new FakeSlackApi();
    private final FakeGitHub tickets = new FakeGitHub();
    private final FakeReceiver siem = new FakeReceiver(CLOCK::millis);
    private final Loopback pagerAt = new Loopback(pager);
    private final Loopback slackAt = new Loopback(slack);
    private final Loopback ticketsAt = new Loopback(tickets);
    private final Loopback siemAt = new Loopback(siem);
    private final FakeServers servers = new FakeServers();
    private final BlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();

    @BeforeEach
    void secrets() throws IOException {
        Files.writeString(folder.resolve("pager.key"), FakePagerDuty.KEY);
        Files.writeString(folder.resolve("slack.token"), FakeSlackApi.TOKEN + "\n");
        Files.writeString(folder.resolve("github.token"), FakeGitHub.TOKEN);
        Files.write(folder.resolve("siem.key"), FakeReceiver.KEY);
        Files.writeString(folder.resolve("mail.password"), "0123456789" + "0123456789");
    }

    @AfterEach
    void close() throws IOException {
        pagerAt.close();
        slackAt.close();
        ticketsAt.close();
        siemAt.close();
        servers.close();
    }

    private AlertPlan plan() {
        String text = """
            alerts:
              destinations:
                pager: {network: loopback, pagerduty: {url: "%s", routing_key_file: pager.key}}
                security: {network: loopback, every: 0ms, slack: {url: "%s", conversation: C0123, token_file: slack.token}}
                tickets: {network: loopback, github: {url: "%s", repository: acme/incidents, token_file: github.token}}
                siem: {network: loopback, webhook: {url: "%s", secret_file: siem.key}}
                log: {network: loopback, syslog: {server: "localhost:%d", tls: false, form: cef}}
                mail:
                  network: loopback
                  email:
                    server: localhost:%d
                    security: none
                    from: soc@example.com
                    to: [engineers@example.com, nobody@example.com]
                    user: soc
                    password_file: mail.password
              routes:
                critical: [pager, security]
                high: [security]
                escalation: [pager]
                medium: [security]
                low: [security]
                info: [mail]
                tickets: [tickets]
                everything: [siem, log]
                cool_down: 0ms
            """.formatted(
                        pagerAt.url(""),
                        slackAt.url("/api/"),
                        ticketsAt.url(""),
                        siemAt.url("/in"),
                        servers.syslogPort(),
                        servers.mailPort());
        return SettingsFile.parse(folder.resolve("sallyport.yaml").toString(), text)
                .integrity()
                .alerts();
    }

    private static Notice notice(String incident, int revision, Kind kind, Severity severity) {
        long now = CLOCK.millis();
        return new Notice(
                ACME,
                incident,
                revision,
                kind,
                false,
                severity,
                new Notice.About(
                        "denied again and again",
                        "One agent was denied six times within a minute.",
                        new RuleName("deny-storm", "A. Author", "3", "sha256:0011"),
                        "mailer",
                        "payments"),
                new Notice.Counts(1, 6, 6, 0),
                new Notice.Times(now, now, now, now),
                Notice.Links.NONE,
                List.of("rcp_1"));
    }

    private SqliteStore store() {
        return SqliteStore.openOrCreate(new StoreSettings(folder, CLOCK, (what, cause) -> {}));
    }

    private Notices start(SqliteStore store) {
        return Notices.start(
                plan(), store.notices(), MAKER, CLOCK, new SecureRandom(), (owed, attempt) -> ended.add(attempt));
    }

    private void await(int accepted) throws InterruptedException {
        List<Attempt> others = new ArrayList<>();
        for (int got = 0; got < accepted; ) {
            Attempt next = ended.poll(60, TimeUnit.SECONDS);
            assertTrue(next != null, () -> "no attempt ended; before: " + others);
            if (next instanceof Attempt.Accepted) {
                got++;
            } else {
                others.add(next);
            }
        }
    }

    @Test
    void an_incident_is_told_everywhere_once_although_answers_are_lost_and_a_gateway_ends_between() throws Exception {
        pager.fault(Fault.CUT_BUT_TAKEN, Fault.LIMIT);
        slack.fault(Fault.BUSY);
        siem.fault(Fault.CUT_BUT_TAKEN);
        Notice opened = notice("inc_1", 1, Kind.OPENED, Severity.CRITICAL);
        try (SqliteStore store = store();
                Notices notices = start(store)) {
            assertEquals(5, notices.hear(opened));
            assertEquals(0, notices.hear(opened));
            await(5);
        }
        try (SqliteStore store = store();
                Notices notices = start(store)) {
            notices.hear(opened);
            notices.hear(notice("inc_1", 2, Kind.CLOSED, Severity.CRITICAL));
            while (store.notices().of(ACME, "inc_1").stream().anyMatch(owed -> owed.state() == Owed.State.WAITING)) {
                ended.poll(10, TimeUnit.SECONDS);
            }
            assertEquals(
                    10,
                    store.notices().of(ACME, "inc_1").stream()
                            .filter(owed -> owed.state() == Owed.State.ACCEPTED)
                            .count());
        }
        assertEquals(List.of(1), List.copyOf(pager.shown().values()));
        assertEquals("resolved", pager.standing(pager.shown().firstKey()));
        assertEquals(List.of(1, 1), List.copyOf(slack.shown().values()));
        assertEquals(List.of(1, 1), List.copyOf(siem.shown().values()));
        assertEquals(List.of("closed"), tickets.states());
        assertEquals(
                2,
                servers.messages.stream()
                        .map(message -> message.id())
                        .distinct()
                        .count());
        assertEquals(List.of(), pager.wrong());
        assertEquals(List.of(), slack.wrong());
        assertEquals(List.of(), siem.wrong());
        assertEquals(List.of(), tickets.wrong());
        assertEquals(List.of(), servers.wrong);
        assertEquals(0, pager.dropped());
    }

    @Test
    void a_dead_letter_says_why_and_is_sent_again_when_its_cause_is_gone() throws Exception {
        tickets.rule(FakeGitHub.Rule.PUBLIC);
        try (SqliteStore store = store();
                Notices notices = start(store)) {
            notices.hear(notice("inc_2", 1, Kind.OPENED, Severity.MEDIUM));
            await(3);
            while (store.notices().dead(ACME, 10).isEmpty()) {
                ended.poll(10, TimeUnit.SECONDS);
            }
            Owed dead = store.notices().dead(ACME, 10).getFirst();
            assertEquals("the repository is public", dead.why());
            tickets.lift(FakeGitHub.Rule.PUBLIC);
            Owing.Key key = dead.owing().key();
            assertTrue(notices.again(key));
            assertFalse(notices.again(key));
            await(1);
            assertEquals(List.of("open"), tickets.states());
        }
    }

    @Test
    void a_trial_reaches_pager_channel_mail_ticket_and_escalation_and_says_what_did_not_arrive() {
        List<AlertTrial.Arrived> rows = new AlertTrial(plan(), CLOCK).run(ACME, "t1");
        assertEquals(List.of(), rows.stream().filter(row -> !row.arrived()).toList());
        assertEquals(1 + 1 + 4 * 5 - 0, rows.size()); // critical also pages, high also escalates
        assertTrue(rows.stream()
                .anyMatch(row -> row.purpose().equals("escalation")
                        && row.severity() == Severity.HIGH
                        && row.destination().equals("pager")));
        assertEquals(2, pager.shown().size());
        assertEquals(5, tickets.states().size());
        assertTrue(tickets.states().stream().allMatch("closed"::equals));
        assertTrue(rows.stream().anyMatch(row -> row.why().equals("1 of the addresses were refused")));
        assertEquals(2, servers.box.mails().size());
        tickets.rule(FakeGitHub.Rule.NO_ISSUES);
        List<AlertTrial.Arrived> lost = new AlertTrial(plan(), CLOCK)
                .run(ACME, "t2").stream().filter(row -> !row.arrived()).toList();
        assertEquals(5, lost.size());
        assertTrue(lost.stream()
                .allMatch(
                        row -> row.destination().equals("tickets") && row.why().contains("switched off")));
    }

    @Test
    void no_mail_goes_out_in_clear_when_the_server_offers_no_tls() {
        String text = """
            alerts:
              destinations:
                mail: {network: loopback, email: {server: "localhost:%d", from: a@example.com, to: [b@example.com]}}
              routes: {critical: [mail], high: [mail], medium: [mail], low: [mail], info: [mail]}
            """.formatted(servers.mailPort());
        AlertPlan plan = SettingsFile.parse(folder.resolve("f.yaml").toString(), text)
                .integrity()
                .alerts();
        List<AlertTrial.Arrived> rows = new AlertTrial(plan, CLOCK).run(ACME, "t3");
        assertEquals(5, rows.size());
        assertTrue(rows.stream().allMatch(row -> row.why().equals("the mail server offers no STARTTLS")));
        assertTrue(servers.said.stream().noneMatch(line -> line.startsWith("MAIL")));
        assertEquals(0, servers.box.mails().size());
    }

    @Test
    void an_address_out_of_reach_is_refused_and_no_secret_stands_in_a_message() {
        String text = """
            alerts:
              destinations:
                pager: {pagerduty: {url: "https://localhost:1", routing_key_file: pager.key}}
              routes: {critical: [pager], high: [pager], medium: [pager], low: [pager], info: [pager]}
            """;
        AlertPlan plan = SettingsFile.parse(folder.resolve("f.yaml").toString(), text)
                .integrity()
                .alerts();
        for (AlertTrial.Arrived row : new AlertTrial(plan, CLOCK).run(ACME, "t4")) {
            assertEquals("address refused", row.why());
        }
        assertFalse(plan.toString().contains(FakePagerDuty.KEY));
        assertFalse(new String(FakeReceiver.KEY, StandardCharsets.US_ASCII).isEmpty());
    }
}
