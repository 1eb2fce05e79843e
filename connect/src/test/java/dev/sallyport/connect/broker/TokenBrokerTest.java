package dev.sallyport.connect.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are resolved for those who may use them, and never seen. */
class TokenBrokerTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final String VALUE = "MARKED/\"value+of a=test\\";
    private static final SecretTemplate BEARER = SecretTemplate.parse("Bearer secret://gh");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Event> events = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, String> environment = new java.util.HashMap<>(Map.of("GH", VALUE));

    private SecretSource variable() {
        return new SecretSource.InEnvironment("GH", name -> Optional.ofNullable(environment.get(name)));
    }

    private TokenBroker broker(SecretSource source, long cacheMillis) {
        return new TokenBroker(
                Map.of("gh", new SecretEntry(source, Set.of("egress:api.example.com"), Set.of("coder"), cacheMillis)),
                events::add,
                new ManualClock(),
                nanos::get);
    }

    private static String why(TokenBroker broker, String use, String agent) {
        return String.valueOf(assertThrows(SecretUnavailable.class, () -> broker.resolve(BEARER, use, TENANT, agent))
                .getMessage());
    }

    private Path file(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), VALUE + "\nsecond line\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    @Test
    void a_reference_is_resolved_for_its_use_and_agent_alone() throws Exception {
        TokenBroker broker = broker(variable(), 1000);
        assertEquals(
                "Bearer " + VALUE,
                broker.resolve(BEARER, "egress:api.example.com", TENANT, "coder")
                        .text());
        String elsewhere = why(broker, "egress:evil.example", "coder");
        assertEquals(elsewhere, why(broker, "egress:api.example.com", "other"));
        assertFalse(elsewhere.contains(VALUE));
        assertEquals(
                List.of(EventName.SECRET_LOADED),
                events.stream().map(Event::name).toList());
        assertFalse(events.toString().contains("MARKED"), "an event holds the value");
    }

    @Test
    void a_value_is_kept_briefly_and_then_asked_for_again() throws Exception {
        TokenBroker broker = broker(variable(), 1000);
        broker.resolve(BEARER, "egress:api.example.com", TENANT, "coder");
        environment.put("GH", "another-value");
        assertTrue(broker.resolve(BEARER, "egress:api.example.com", TENANT, "coder")
                .text()
                .contains("MARKED"));
        nanos.set(1_000_000_000L);
        assertEquals(
                "Bearer another-value",
                broker.resolve(BEARER, "egress:api.example.com", TENANT, "coder")
                        .text());
        environment.clear();
        nanos.set(3_000_000_000L);
        assertTrue(why(broker, "egress:api.example.com", "coder").contains("not set"));
        assertEquals(Set.of("gh"), broker.missing(TENANT).keySet());
    }

    @Test
    void a_file_counts_only_if_nobody_else_may_read_it() throws Exception {
        assertEquals(VALUE, new SecretSource.InFile(file("rw-------")).read().reveal());
        for (String mode : List.of("rw-r-----", "rw----r--", "rwx------")) {
            SecretSource open = new SecretSource.InFile(file(mode));
            assertThrows(SecretUnavailable.class, open::read, mode);
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-------"));
        assertThrows(SecretUnavailable.class, () -> new SecretSource.InFile(link).read());
        assertThrows(SecretUnavailable.class, () -> new SecretSource.InFile(folder.resolve("none")).read());
    }

    @Test
    void a_vault_is_asked_as_its_second_key_value_engine_wants_it() throws Exception {
        HttpServer vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/", exchange -> {
            boolean right = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getRawPath().equals("/v1/kv/team/data/ci/github")
                    && List.of(VALUE).equals(exchange.getRequestHeaders().get("X-Vault-Token"))
                    && List.of("true").equals(exchange.getRequestHeaders().get("X-Vault-Request"));
            byte[] body = (right
                            ? "{\"request_id\":\"r\",\"data\":{\"data\":{\"value\":\"from-the-vault\"},\"metadata\":{\"version\":3}}}"
                            : "{\"errors\":[\"permission denied\"]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(right ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        vault.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + vault.getAddress().getPort());
            SecretSource token = new SecretSource.InFile(file("rw-------"));
            assertEquals(
                    "from-the-vault",
                    new VaultSource(address, "kv/team", "ci/github", "value", token)
                            .read()
                            .reveal());
            assertThrows(
                    SecretUnavailable.class,
                    () -> new VaultSource(address, "kv/team", "ci/github", "other", token).read());
            assertThrows(
                    SecretUnavailable.class, () -> new VaultSource(address, "kv", "ci/github", "value", token).read());
        } finally {
            vault.stop(0);
        }
        SecretSource token = variable();
        for (String refused : List.of("http://vault.example", "ftp://127.0.0.1")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new VaultSource(URI.create(refused), "kv", "a", "value", token));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new VaultSource(URI.create("https://v.example"), "kv", "../sys", "value", token));
    }

    @Test
    void a_reference_without_a_name_is_refused_instead_of_sent() {
        for (String text : List.of("secret://", "secret://UPPER", "a secret://-x", "secret://a secret://?")) {
            assertThrows(IllegalArgumentException.class, () -> SecretTemplate.parse(text), text);
        }
        assertEquals(
                List.of("a", "b-c"),
                SecretTemplate.parse("secret://a:secret://b-c").names());
    }

    private static List<String> spellings(String value) {
        List<String> all = new ArrayList<>(List.of(
                value,
                URLEncoder.encode(value, StandardCharsets.US_ASCII),
                value.replace("\\", "\\\\").replace("\"", "\\\""),
                HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII)),
                HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.US_ASCII))));
        return all;
    }

    @Test
    void what_comes_back_loses_the_value_in_each_of_its_spellings_and_keeps_its_length() throws Exception {
        Scrubber scrubber = Scrubber.of(List.of(Secret.of(VALUE)));
        for (String spelling : spellings(VALUE)) {
            String text = "{\"echo\":\"" + spelling + "\"}";
            String clean = scrubber.clean(text);
            assertFalse(clean.contains(spelling), spelling);
            assertEquals(text.length(), clean.length());
            assertTrue(clean.startsWith("{\"echo\":\"") && clean.endsWith("\"}"));
        }
        for (int before = 0; before < 6; before++) {
            String whole = "x".repeat(before) + VALUE + "tail";
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String encoded = encoder.encodeToString(whole.getBytes(StandardCharsets.US_ASCII));
                String clean = scrubber.clean(encoded);
                assertTrue(clean.chars().filter(c -> c == '*').count() >= VALUE.length(), encoded + " -> " + clean);
            }
        }
    }

    @Test
    void a_stream_is_clean_however_it_is_cut() throws Exception {
        long seed = 99;
        Random random = new Random(seed);
        Scrubber scrubber = Scrubber.of(List.of(Secret.of(VALUE), Secret.of("MARKED/other")));
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                text.append("ab MARK".substring(0, random.nextInt(8)))
                        .append(random.nextBoolean() ? VALUE : "MARKED/other");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream clean = scrubber.over(out)) {
                for (int at = 0; at < bytes.length; ) {
                    int n = Math.min(bytes.length - at, 1 + random.nextInt(9));
                    clean.write(bytes, at, n);
                    at += n;
                }
            }
            String seen = out.toString(StandardCharsets.US_ASCII);
            assertEquals(scrubber.clean(text.toString()), seen, "seed " + seed + ", round " + round);
            assertFalse(seen.contains(VALUE) || seen.contains("MARKED/other"), "seed " + seed);
        }
    }

    @Test
    void nothing_that_holds_a_value_shows_it() throws Exception {
        TokenBroker.Resolved resolved =
                broker(variable(), 1000).resolve(BEARER, "egress:api.example.com", TENANT, "coder");
        for (Object each : List.of(resolved, resolved.scrubber(), Secret.of(VALUE))) {
            assertFalse(each.toString().contains("MARKED"), each.getClass().getName());
        }
    }
}
