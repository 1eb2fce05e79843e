package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Destination.Kind;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.route.Routes;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertOptionsTest {
    private static AlertPlan read(String text) {
        return SettingsFile.parse("/etc/sallyport/f.yaml", text).integrity().alerts();
    }

    private static Kind kind(String text) {
        AlertPlan plan = read("alerts: {destinations: {x: " + text + "}, routes: {info: [x]}}");
        return plan.destinations().values().iterator().next().kind();
    }

    private static Path at(String name) {
        return Path.of("/etc/sallyport").resolve(name);
    }

    @Test
    void without_a_section_nobody_is_told() {
        AlertPlan plan = read("");
        assertEquals(AlertPlan.quiet(Optional.empty()), plan);
        assertEquals(900_000, plan.routes().escalateMillis());
        assertEquals(300_000, plan.routes().coolDownMillis());
        assertEquals(60, plan.routes().perHour());
    }

    @Test
    void every_option_of_routes_is_read() {
        AlertPlan plan = read("""
            alerts:
              page: https://pager.example/hook
              destinations:
                a: {every: 2s, patience: 2d, network: private, teams: {url_file: t}}
              routes:
                critical: [a]
                high: [a]
                medium: [a]
                low: [a]
                info: [a]
                escalation: [a]
                escalate_after: 20m
                tickets: [a]
                everything: [a]
                cool_down: 1m
                per_hour: 7
              links: {metrics: "https://m.example/{incident}", logs: "https://l.example/?i={incident}"}
            """);
        List<String> a = List.of("a");
        Map<Severity, List<String>> all =
                Map.of(Severity.CRITICAL, a, Severity.HIGH, a, Severity.MEDIUM, a, Severity.LOW, a, Severity.INFO, a);
        assertEquals(new Routes(all, a, 1_200_000, a, a, 60_000, 7), plan.routes());
        assertEquals(Optional.of(URI.create("https://pager.example/hook")), plan.page());
        assertEquals(Optional.of(URI.create("https://m.example/inc_1")), AlertPlan.link(plan.metrics(), "inc_1"));
        assertEquals(Optional.of(URI.create("https://l.example/?i=inc_1")), AlertPlan.link(plan.logs(), "inc_1"));
        assertEquals(
                Map.of("a", new Destination("a", Channel.Reach.PRIVATE, 2_000, 172_800_000, new Kind.Teams(at("t")))),
                plan.destinations());
    }

    @Test
    void every_kind_of_destination_is_read_with_its_defaults_and_without() {
        assertEquals(
                new Kind.PagerDuty(URI.create("https://events.eu.pagerduty.com"), at("k")),
                kind("{pagerduty: {routing_key_file: k, region: eu}}"));
        assertEquals(
                new Kind.Opsgenie(URI.create("https://api.opsgenie.com/v2/alerts"), at("k")),
                kind("{opsgenie: {key_file: k}}"));
        assertEquals(
                new Kind.Opsgenie(URI.create("https://api.atlassian.com/jsm/ops/integration/v2/alerts"), at("k")),
                kind("{jsm: {key_file: k}}"));
        assertEquals(
                new Kind.Slack(URI.create("https://slack.com/api/"), "C0123", at("k")),
                kind("{slack: {conversation: C0123, token_file: k}}"));
        assertEquals(
                new Kind.Jira(URI.create("https://x.example"), "SEC", "Task", Optional.of("u@x.example"), at("k")),
                kind("{jira: {url: 'https://x.example', project: SEC, user: u@x.example, token_file: k}}"));
        assertEquals(
                new Kind.GitHub(URI.create("https://api.github.com"), "a/b", at("k")),
                kind("{github: {repository: a/b, token_file: k}}"));
        assertEquals(
                new Kind.Mail(
                        new Destination.HostPort("m.example", 587),
                        Destination.Security.STARTTLS,
                        "a@x.example",
                        List.of("b@x.example"),
                        Optional.of(new Destination.Login("u", at("k")))),
                kind("{email: {server: m.example, from: a@x.example, to: [b@x.example], user: u, password_file: k}}"));
        assertEquals(
                new Kind.Webhook(URI.create("https://h.example/in"), at("k")),
                kind("{webhook: {url: 'https://h.example/in', secret_file: k}}"));
        assertEquals(
                new Kind.Syslog(new Destination.HostPort("s.example", 6514), true, Destination.Form.TEXT, 8_192),
                kind("{syslog: {server: s.example}}"));
        assertEquals(
                new Kind.Syslog(new Destination.HostPort("s.example", 99), true, Destination.Form.ECS, 4_096),
                kind("{syslog: {server: 's.example:99', form: ecs, limit_bytes: 4096}}"));
        assertEquals(
                new Kind.Otlp(URI.create("https://o.example/v1/logs"), Optional.of(at("k"))),
                kind("{otlp: {url: 'https://o.example/v1/logs', token_file: k}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {pagerduty: {routing_key_file: k}, teams: {url_file: t}} | name exactly one
            {network: here, teams: {url_file: t}}                    | takes public, private or loopback
            {webhook: {url: 'http://h.example/in', secret_file: k}}  | takes https
            {pagerduty: {}}                                          | routing_key_file
            {pagerduty: {routing_key_file: k, region: mars}}         | us or eu
            {syslog: {server: s.example, tls: false}}                | network: loopback
            {syslog: {server: 's.example:99999'}}                    | ports are
            {email: {server: m, security: none, from: a@b, to: [a@b]}} | network: loopback
            {email: {server: m, from: 'a b@c', to: [a@b]}}           | name@host
            {email: {server: m, from: a@b}}                          | at least one address
            {github: {repository: nothing, token_file: k}}           | unknown form
            {teams: {url_file: t, extra: 1}}                         | no option is called
            """)
    void what_can_not_be_meant_is_refused_by_name(String destination, String says) {
        BadConfig bad = assertThrows(BadConfig.class, () -> kind(destination));
        assertTrue(String.valueOf(bad.getMessage()).contains(says), bad::getMessage);
    }

    @Test
    void a_route_leads_to_a_destination_and_every_destination_is_reached() {
        BadConfig lost =
                assertThrows(BadConfig.class, () -> read("alerts: {destinations: {x: {teams: {url_file: t}}}}"));
        assertTrue(String.valueOf(lost.getMessage()).contains("no route leads"));
        BadConfig unknown = assertThrows(BadConfig.class, () -> read("alerts: {routes: {high: [y]}}"));
        assertTrue(String.valueOf(unknown.getMessage()).contains("no destination"));
    }
}
