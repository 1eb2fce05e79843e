package dev.sallyport.connect.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.connect.broker.SecretEntry;
import dev.sallyport.connect.broker.SecretSource;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a token that was exchanged is kept. */
class ExchangedTokensTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String life = "";

    @SuppressWarnings("NullAway.Init")
    private HttpServer http;

    @BeforeEach
    void listen() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("{\"access_token\":\"issued-" + asked.incrementAndGet() + "\",\"issued_token_type\":\""
                            + ExchangePlan.ACCESS_TOKEN + "\",\"token_type\":\"bearer\"" + life + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private ExchangedTokens.Wanted wanted() {
        SecretTemplate secret = SecretTemplate.parse("secret://a");
        return new ExchangedTokens.Wanted(
                TENANT,
                "coder",
                "box",
                new ExchangePlan(
                        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/t"),
                        new ExchangePlan.Client("g", secret, false),
                        new ExchangePlan.Subject(secret, ExchangePlan.ACCESS_TOKEN),
                        ExchangePlan.ACCESS_TOKEN,
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private ExchangedTokens tokens() {
        SecretSource source = new SecretSource.InEnvironment("A", name -> Optional.of("long enough"));
        SecretEntry entry = new SecretEntry(source, Set.of("token:127.0.0.1"), Set.of(), 0);
        return new ExchangedTokens(
                new TokenBroker(Map.of("a", entry), event -> {}, new ManualClock(), nanos::get), nanos::get);
    }

    @ParameterizedTest(name = "said {0}: kept {1} s")
    @CsvSource({"',\"expires_in\":100', 70", "'', 60", "',\"expires_in\":999999', 3600"})
    void a_token_is_kept_until_shortly_before_it_expires_and_never_for_long(String said, long seconds)
            throws ExchangeRefused {
        life = said;
        ExchangedTokens tokens = tokens();
        assertEquals("issued-1", tokens.token(wanted(), ""));
        nanos.addAndGet(seconds * SECOND - 1);
        assertEquals("issued-1", tokens.token(wanted(), ""));
        nanos.incrementAndGet();
        assertEquals("issued-2", tokens.token(wanted(), ""));
        assertEquals("a ******** b ********", tokens.scrubber(wanted(), "").clean("a issued-1 b issued-2"));
    }

    @ParameterizedTest
    @CsvSource({"',\"expires_in\":30'", "',\"expires_in\":1'"})
    void a_token_that_is_about_to_expire_is_used_once(String said) throws ExchangeRefused {
        life = said;
        ExchangedTokens tokens = tokens();
        assertEquals("issued-1", tokens.token(wanted(), ""));
        assertEquals("issued-2", tokens.token(wanted(), ""));
    }
}
