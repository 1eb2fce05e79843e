package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.sdk.Arguments;
import dev.sallyport.sdk.Claims;
import dev.sallyport.sdk.Client;
import dev.sallyport.sdk.Denied;
import dev.sallyport.sdk.Guard;
import dev.sallyport.sdk.HashMismatch;
import dev.sallyport.sdk.Protected;
import dev.sallyport.sdk.Rejected;
import dev.sallyport.sdk.Secret;
import dev.sallyport.sdk.Settings;
import dev.sallyport.sdk.Timing;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java SDK before a real gateway: what it allows, what a person approves or rejects, and a client set to the wrong scheme. */
@Tag("full")
class JavaSdkTest {
    private static final JsonObject MERGE = Arguments.of(Map.of("number", 7, "method", "squash"));
    private static final Pattern MEMBER = Pattern.compile("\"(enrolment_code|approval_id)\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonObject> runs = new ArrayList<>();
    private RunningGateway gateway;
    private Settings agent;
    private String person;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        gateway = RunningGateway.in(folder);
        JsonObject registration = JsonObject.builder()
                .put("agent_key", "java")
                .put("name", "Java")
                .put("owner_team", "sdk")
                .put("environment", "test")
                .put("risk_tier", "low")
                .build();
        try (Client operator = new Client(Settings.of(gateway.url(), new Secret(gateway.operatorKey()), "none"))) {
            agent = Settings.of(gateway.url(), operator.register(registration).token(), "java");
        }
        String code = member(post("/v1/approvers", gateway.operatorKey(), "{\"name\":\"anna\"}"))
                .orElseThrow();
        person = new Credentials(new SecureRandom()).mint(CredentialKind.PERSON);
        post("/v1/approvers/claim", code, "{\"credential\":\"" + person + "\"}");
    }

    @AfterEach
    void stop() throws InterruptedException {
        http.close();
        gateway.stop();
    }

    private String post(String path, String credential, String body) {
        return send(HttpRequest.newBuilder(gateway.url().resolve(path))
                .header("Authorization", "Bearer " + credential)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String get(String path, String credential) {
        return send(
                HttpRequest.newBuilder(gateway.url().resolve(path)).header("Authorization", "Bearer " + credential));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> heard = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertTrue(heard.statusCode() < 300, heard::body);
            return heard.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Optional<String> member(String json) {
        Matcher found = MEMBER.matcher(json);
        return found.find() ? Optional.of(found.group(2)) : Optional.empty();
    }

    /** The machine's time, but whenever a client would wait, the person answers what waits. */
    private Timing answering(String answer) {
        Timing system = Timing.system();
        return new Timing() {
            @Override
            public long nanos() {
                return system.nanos();
            }

            @Override
            public double chance() {
                return system.chance();
            }

            @Override
            public String id() {
                return system.id();
            }

            @Override
            public void sleep(Duration duration) {
                member(get("/v1/approvals?status=PENDING", person))
                        .ifPresent(id -> post("/v1/approvals/" + id + "/" + answer, person, "{}"));
            }
        };
    }

    private String call(Settings settings, Timing timing, TrustLevel source) {
        Guard guard = Guard.mutating("github", "merge_pull_request")
                .on(arguments -> Optional.of("repo/7"))
                .saying(Claims.from(source));
        try (Client client = new Client(settings, timing)) {
            return Protected.protect(client, guard, arguments -> {
                        runs.add(arguments);
                        return "merged";
                    })
                    .call(MERGE);
        }
    }

    @Test
    void whatTheGatewayAllows_andAPersonApproves_runs_andNothingElse() {
        assertEquals("merged", call(agent, Timing.system(), TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertEquals("merged", call(agent, answering("approve"), TrustLevel.SEMI_TRUSTED_CUSTOMER));
        assertEquals(List.of(MERGE, MERGE), runs);
        assertEquals(
                "approval_rejected",
                assertThrows(Rejected.class, () -> call(agent, answering("reject"), TrustLevel.SEMI_TRUSTED_CUSTOMER))
                        .code());
        assertThrows(Denied.class, () -> call(agent, Timing.system(), TrustLevel.MALICIOUS_SUSPECTED));
        HashMismatch skew = assertThrows(
                HashMismatch.class,
                () -> call(
                        agent.withScheme(Scheme.SALLYPORT_JCS_2),
                        Timing.system(),
                        TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        assertEquals("action_hash_mismatch", skew.code());
        assertEquals(2, runs.size());
        String metrics = get("/metrics", gateway.operatorKey());
        assertTrue(
                metrics.contains("canonicalization_version_skew_total{presented=\"sallyport-jcs-2\","
                        + "presented_to=\"authorize\",registered=\"aegis-jcs-1\"} 1.0"),
                metrics);
        assertTrue(metrics.contains("sallyport_outcomes_total 2.0"), metrics);
    }
}
