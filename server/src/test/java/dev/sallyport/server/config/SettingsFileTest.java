package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.egress.EgressLimits;
import dev.sallyport.connect.model.ModelRoute;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.limit.Quotas;
import dev.sallyport.gate.limit.Rate;
import dev.sallyport.gate.retention.Retention;
import dev.sallyport.gate.retention.RetentionTier;
import dev.sallyport.gate.retention.Retentions;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.effect.EffectPlan;
import dev.sallyport.text.host.Categories;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every option has a default and a mapping, and every fault names file, line and option. */
class SettingsFileTest {
    private static final Settings.Console CONSOLE = new Settings.Console(
            Optional.empty(), Settings.Passkeys.ENROLLED, new SignInPlan(28_800_000, 28_800_000, Optional.empty()));

    private static final EffectPlan EFFECTS = new EffectPlan(300_000, 30_000, Map.of());

    private static final String FULL = """
            listen:
              host: 0.0.0.0
              port: 8443
            tls:
              certificates: tls/cert.pem
              key: /etc/tls/key.pem
            data: data
            tenants:
              default:
                aliases: [acme, acme-eu]
                retention: {high_risk: true}
              globex:
                retention: {tier: team, days: 7}
            allowed:
              hosts: [gate.example]
              origins: ["https://console.example"]
            rate:
              per_second: 5
              burst: 10
              agents: 3
            limits:
              body_bytes: 2_000_000
              header_bytes: 8192
              depth: 20
              idle_timeout: 5s
              body_timeout: 9s
              journal_deadline: 250ms
              event_queue: 12
            approvals:
              longest: 2h
              sweep: 50ms
              recent_enrolment: 48h
            policies:
              directory: policies
            mcp:
              local_agent: off
              sessions: {each: 5, all: 50, idle: 2s, commands: 3}
            keys:
              overlap: 3d
            metrics:
              token: "%s"
            logging:
              level: DEBUG
              file_megabytes: 7
              files: 3
            store:
              postgres:
                url: jdbc:postgresql://db.example/sallyport?sslmode=verify-full
                user: gate
                password_file: db.password
                silence: 3s
            anchor:
              every: 5s
              files: [a.anchors, /mnt/b]
              timeout: 2s
              alarm: 2m
            audit:
              every: 1d
            alerts:
              page: https://pager.example/hook
            retention:
              every: 1h
              tier: growth
            """.formatted("0a".repeat(32));

    private static Quotas quotas(int perSecond, int burst) {
        return new Quotas(
                Optional.empty(),
                Optional.of(new Rate(perSecond, burst, 0)),
                Optional.empty(),
                Optional.empty(),
                10_000,
                new Quotas.Loop(1_000, 60_000));
    }

    @Test
    void an_empty_file_means_the_defaults() {
        for (String text : List.of("", "# nothing\n", "listen:\nlimits:\n")) {
            assertEquals(
                    new Settings(
                            new Settings.Listen("127.0.0.1", 7171),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            new Settings.Allowed(List.of(), List.of()),
                            new Settings.Rate(10_000, 20_000, 10_000),
                            new Settings.Limits(1 << 20, 16 << 10, 64, 30_000, 60_000, 5_000, 65_536),
                            new Settings.Approvals(604_800_000, 1_000, 86_400_000, CONSOLE, List.of()),
                            new Settings.Policies(Optional.empty()),
                            new Settings.Mcp(
                                    Settings.LocalAgent.AUTO,
                                    new Settings.McpSessions(8_192, 65_536, 1_800_000, 64),
                                    Map.of()),
                            new Settings.Keys(604_800_000),
                            new Settings.Metrics(Optional.empty(), Optional.empty()),
                            new Settings.Logging("info", 50L << 20, 10),
                            new Settings.Integrity(
                                    new Settings.Anchor(60_000, List.of(), List.of(), 0, 10_000, 900_000),
                                    21_600_000,
                                    Optional.empty()),
                            new Settings.Pruning(21_600_000, new Retentions(Retention.DEFAULT, Map.of())),
                            Optional.empty(),
                            new Settings.Outward(
                                    Optional.empty(),
                                    List.of(),
                                    Map.of(),
                                    quotas(10_000, 20_000),
                                    Optional.empty(),
                                    EFFECTS)),
                    SettingsFile.parse("/etc/sallyport/s.yaml", text));
        }
    }

    @Test
    void every_option_maps_to_its_place() {
        assertEquals(
                new Settings(
                        new Settings.Listen("0.0.0.0", 8443),
                        Optional.of(new Settings.Tls.Pem(
                                Path.of("/etc/sallyport/tls/cert.pem"), Path.of("/etc/tls/key.pem"))),
                        Optional.of(Path.of("/etc/sallyport/data")),
                        Map.of(
                                "default", new Settings.Tenant(List.of("acme", "acme-eu")),
                                "globex", new Settings.Tenant(List.of())),
                        new Settings.Allowed(List.of("gate.example"), List.of("https://console.example")),
                        new Settings.Rate(5, 10, 3),
                        new Settings.Limits(2_000_000, 8192, 20, 5_000, 9_000, 250, 12),
                        new Settings.Approvals(7_200_000, 50, 172_800_000, CONSOLE, List.of()),
                        new Settings.Policies(Optional.of(Path.of("/etc/sallyport/policies"))),
                        new Settings.Mcp(Settings.LocalAgent.OFF, new Settings.McpSessions(5, 50, 2_000, 3), Map.of()),
                        new Settings.Keys(259_200_000),
                        new Settings.Metrics(Optional.of("0a".repeat(32)), Optional.empty()),
                        new Settings.Logging("debug", 7L << 20, 3),
                        new Settings.Integrity(
                                new Settings.Anchor(
                                        5_000,
                                        List.of(),
                                        List.of(Path.of("/etc/sallyport/a.anchors"), Path.of("/mnt/b")),
                                        0,
                                        2_000,
                                        120_000),
                                86_400_000,
                                Optional.of(URI.create("https://pager.example/hook"))),
                        new Settings.Pruning(
                                3_600_000,
                                new Retentions(
                                        new Retention(RetentionTier.GROWTH, OptionalInt.of(365), false),
                                        Map.of(
                                                new TenantId("default"),
                                                new Retention(RetentionTier.GROWTH, OptionalInt.of(365), true),
                                                new TenantId("globex"),
                                                new Retention(RetentionTier.TEAM, OptionalInt.of(7), false)))),
                        Optional.of(new Settings.Postgres(
                                "jdbc:postgresql://db.example/sallyport?sslmode=verify-full",
                                "gate",
                                Optional.of(Path.of("/etc/sallyport/db.password")),
                                3_000)),
                        new Settings.Outward(
                                Optional.empty(), List.of(), Map.of(), quotas(5, 10), Optional.empty(), EFFECTS)),
                SettingsFile.parse("/etc/sallyport/s.yaml", FULL));
    }

    @Test
    void the_example_of_models_is_taken_whole_and_says_what_it_names() {
        Path example = Path.of(System.getProperty("sallyport.root", "..")).resolve("examples/models/sallyport.yaml");
        List<ModelRoute> routes = SettingsFile.read(example).outward().models();
        assertEquals(
                List.of("gpt", "claude", "local"),
                routes.stream().map(ModelRoute::name).toList());
        assertEquals("Bearer secret://openai", text(routes.getFirst(), "Authorization"));
        assertEquals("model:gpt", routes.getFirst().tools());
        assertEquals(TrustLevel.UNTRUSTED_EXTERNAL, routes.getFirst().results());
        ModelRoute claude = routes.get(1);
        assertEquals("secret://anthropic", text(claude, "x-api-key"));
        assertEquals("prompt-caching-2024-07-31", text(claude, "anthropic-beta"));
        assertEquals(Set.of("builder"), claude.agents());
        assertEquals("desk", claude.tools());
        ModelRoute local = routes.get(2);
        assertEquals(Map.of(), local.fields());
        assertEquals("globex", local.tenant().value());
        assertEquals(TrustLevel.SEMI_TRUSTED_CUSTOMER, local.results());
        assertTrue(local.models().getFirst().matches("llama3:8b")
                && !local.models().getFirst().matches("gpt-5"));
    }

    private static String text(ModelRoute route, String field) {
        return Optional.ofNullable(route.fields().get(field)).orElseThrow().text();
    }

    @Test
    void the_example_of_egress_is_taken_whole_and_says_what_it_names() {
        Path example = Path.of(System.getProperty("sallyport.root", "..")).resolve("examples/egress/sallyport.yaml");
        Settings.Outward outward = SettingsFile.read(example).outward();
        Settings.Egress egress = outward.egress().orElseThrow();
        assertEquals(new Settings.Listen("127.0.0.1", 7172), egress.listen());
        assertEquals(new EgressLimits(1024, 256, 300_000, 10_000, 10_000), egress.limits());
        assertEquals(4, egress.rules().rules().size());
        assertEquals(Categories.BUILT_IN, egress.rules().refused());
        assertEquals(
                Set.of("github", "billing", "deploy", "bait"), outward.secrets().keySet());
        assertEquals(Optional.of(new Rate(100, 200, 10_000)), outward.quotas().agent());
        assertEquals(Optional.of(new Rate(50, 100, 0)), outward.quotas().tool());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models: {a: {url: 'http://h/v1', allow: [x]}}                                       | dialect",
                "models: {a: {dialect: grpc, url: 'http://h/v1', allow: [x]}}                        | dialect",
                "models: {a: {dialect: openai, allow: [x]}}                                          | url",
                "models: {a: {dialect: openai, url: 'http://h/v1?k=1', allow: [x]}}                  | url",
                "models: {a: {dialect: openai, url: 'http://h/v1'}}                                  | allow",
                "models: {a: {dialect: openai, url: 'http://h/v1', allow: ['a b']}}                  | allow",
                "models: {a: {dialect: openai, url: 'http://h/v1', allow: [x], credential: sk-1}}    | credential",
                "models: {a: {dialect: openai, url: 'http://h/v1', allow: [x], results: high}}       | results",
                "models: {A: {dialect: openai, url: 'http://h/v1', allow: [x]}}                      | url",
                "egress: {port: 1, allow: [{hosts: ['*.*.example']}]}                                | hosts",
                "egress: {port: 1, allow: [{hosts: ['10.0.0.1']}]}                                   | hosts",
                "egress: {port: 1, allow: [{ports: [443]}]}                                          | hosts",
                "egress: {port: 1, allow: [{hosts: [a], ports: [0]}]}                                | ports",
                "egress: {port: 1, allow: [{hosts: [a], lift: [all]}]}                               | lift",
                "egress: {port: 1, allow: [{networks: [10.0.0.1/8]}]}                                | networks",
                "egress: {port: 1, allow: [{categories: [nobody]}]}                                  | categories",
                "egress: {port: 1, refused: [nobody]}                                                | refused",
                "egress: {port: 1, allow: [{hosts: [a], results: high}]}                             | results",
                "egress: {port: 1, allow: [{hosts: [a], headers: {X: 'secret://nobody'}}]}           | headers.X",
                "egress: {port: 1, allow: [{hosts: [a], headers: {Host: b}}]}                        | headers.Host",
                "secrets: {a: {file: f}}                                                             | uses",
                "secrets: {a: {file: f, environment: E, uses: [x]}}                                  | file",
                "secrets: {a: {vault: {path: p, address: 'http://v.example', token_file: t}, uses: [x]}} | vault.path",
                "quotas: {routes: {'GET /v1/agents': {burst: 3}}}                                    | per_second",
                "quotas: {agent: {per_second: -1}}                                                   | per_second",
            })
    void what_an_operator_can_not_have_meant_is_refused_by_name(String text, String named) {
        BadConfig bad = assertThrows(BadConfig.class, () -> SettingsFile.parse("s.yaml", text));
        assertTrue(String.valueOf(bad.getMessage()).contains(named), bad::getMessage);
    }

    @Test
    void a_route_has_a_limit_of_its_own() {
        assertEquals(
                Map.of("POST /v1/authorize", new Rate(5, 10, 2_000)),
                SettingsFile.parse("s.yaml", "quotas: {routes: {'POST /v1/authorize': {per_second: 5, cool_down: 2s}}}")
                        .rate()
                        .routes());
        assertEquals(Map.of(), Settings.defaults().rate().routes());
    }

    @Test
    void witnesses_are_a_list_of_addresses_and_keys() {
        VerifierKey key = Cosigner.with(Ed25519Key.generate("witness.example/w1", new SecureRandom()))
                .verifierKey();
        Settings.Anchor anchor = SettingsFile.parse(
                        "s.yaml",
                        "anchor:\n  quorum: 1\n  witnesses:\n    - {url: 'http://w1.example:7172', vkey: '"
                                + key.encoded() + "'}")
                .integrity()
                .anchor();
        assertEquals(List.of(new Settings.Witness(URI.create("http://w1.example:7172"), key)), anchor.witnesses());
        assertEquals(1, anchor.quorum());
        String log = Ed25519Key.generate("log.example", new SecureRandom())
                .verifierKey()
                .encoded();
        BadConfig bad = assertThrows(
                BadConfig.class,
                () -> SettingsFile.parse("s.yaml", "anchor: {witnesses: [{url: 'http://w', vkey: '" + log + "'}]}"));
        assertTrue(String.valueOf(bad.getMessage()).contains("anchor.witnesses[0].vkey"), bad::getMessage);
    }

    @Test
    void tls_may_come_from_a_pkcs12_file() {
        assertEquals(
                Optional.of(new Settings.Tls.Pkcs12(Path.of("/c/k.p12"), Path.of("/c/pw"))),
                SettingsFile.parse("/c/s.yaml", "tls: {keystore: k.p12, password_file: pw}")
                        .tls());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'listen:\n  prot: 1'                    | 2 | listen.prot",
                "'lisen: {}'                              | 1 | lisen",
                "'listen:\n  port: 1\n  port: 2'          | 3 | port",
                "'listen:\n  host: a\n  port: high'       | 3 | listen.port",
                "'listen: {port: 65536}'                  | 1 | listen.port",
                "'listen: 7171'                           | 1 | listen",
                "'limits:\n  idle_timeout: 30'            | 2 | limits.idle_timeout",
                "'limits:\n  idle_timeout: 1y'            | 2 | limits.idle_timeout",
                "'limits:\n\n  depth: 1000'               | 3 | limits.depth",
                "'logging: {level: loud}'                 | 1 | logging.level",
                "'allowed:\n  hosts: gate.example'        | 2 | allowed.hosts",
                "'mcp: {local_agent: sometimes}'          | 1 | mcp.local_agent",
                "'metrics:\n  token: plain-words'         | 2 | metrics.token",
                "'tenants:\n  a:\n    alias: [x]'         | 3 | tenants.a.alias",
                "'tls: {keystore: a, certificates: b}'    | 1 | tls.keystore",
                "'tls: {keystore: a}'                     | 1 | tls.keystore",
                "'store: {postgres: {user: a}}'           | 1 | store.postgres.url",
                "'store: {postgres: {url: b}}'            | 1 | store.postgres.url",
                "'store:\n  postgres:\n    url: jdbc:postgresql://h/d' | 3 | store.postgres.user",
                "'store: {postgres: {url: jdbc:postgresql://h/d?password=x, user: a}}' | 1 | password",
                "'store: {postgres: {url: jdbc:postgresql://a:b@h/d, user: a}}' | 1 | password",
                "'tls: {key: a}'                          | 1 | tls.certificates",
                "'anchor:\n  witnesses: [a]'              | 2 | anchor.witnesses",
                "'anchor:\n  witnesses: [{url: x}]'       | 2 | anchor.witnesses[0].vkey",
                "'anchor: {quorum: 1}'                    | 1 | anchor.quorum",
                "'alerts: {page: mailto:me}'              | 1 | alerts.page",
                "'retention: {tier: gold}'                | 1 | retention.tier",
                "'retention:\n  tier: team\n  days: 31'    | 3 | 7 to 30 days for payloads, not 31",
                "'retention:\n  tier: startup\n  days: 9'  | 3 | 90 days for payloads, not 9",
                "'retention: {tier: enterprise}'          | 1 | takes a number of days",
                "'retention: {days: 0}'                   | 1 | retention.days",
                "'retention: {high_risk: 1}'              | 1 | retention.high_risk",
                "'retention:\n  high_risk: true\n  tier: startup' | 3 | 90 days (tier startup), and high risk takes 184",
                "'tenants:\n  a:\n    retention:\n      high_risk: true\n      days: 183' | 5 | tenants.a.retention.days",
                "'retention: {high_risk: true}\ntenants:\n  a:\n    retention: {tier: team}' | 4 | 30 days (tier team)",
                "'- a'                                    | 1 | mapping",
                "'listen: {host: a'                       | 1 | YAML",
                "'listen: {}\n---\nlisten: {}'            | 3 | second",
            })
    void a_fault_names_file_line_and_option(String text, int line, String names) {
        BadConfig bad = assertThrows(BadConfig.class, () -> SettingsFile.parse("s.yaml", text));
        String message = String.valueOf(bad.getMessage());
        assertTrue(message.startsWith("s.yaml:" + line + ": "), message);
        assertTrue(message.contains(names), message);
    }

    @Test
    void the_local_agent_is_on_off_or_left_to_the_gateway() {
        for (String word : List.of("auto", "on", "off")) {
            assertEquals(
                    Settings.LocalAgent.valueOf(word.toUpperCase(java.util.Locale.ROOT)),
                    SettingsFile.parse("s.yaml", "mcp: {local_agent: " + word + "}")
                            .mcp()
                            .localAgent());
        }
    }

    @Test
    void a_token_written_where_its_hash_belongs_is_not_repeated() {
        BadConfig bad =
                assertThrows(BadConfig.class, () -> SettingsFile.parse("s.yaml", "metrics: {token: hunter2-hunter2}"));
        assertTrue(!String.valueOf(bad.getMessage()).contains("hunter2"), bad::getMessage);
    }

    @Test
    void a_missing_file_is_a_fault_that_names_it() {
        BadConfig bad = assertThrows(BadConfig.class, () -> SettingsFile.read(Path.of("/nowhere/s.yaml")));
        assertTrue(String.valueOf(bad.getMessage()).startsWith("/nowhere/s.yaml: "), bad::getMessage);
    }
}
