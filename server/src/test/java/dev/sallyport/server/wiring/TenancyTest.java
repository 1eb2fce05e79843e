package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants in one gateway: on no route does one see, change or even tell apart what is the other's. */
class TenancyTest {
    static final String SETTINGS = "tenants: {default: {aliases: [acme, acme-eu]}}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Install.FreshKeys other;

    @SuppressWarnings("NullAway.Init")
    private Enrolled mine;

    @SuppressWarnings("NullAway.Init")
    private Enrolled theirs;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder, settings());
        other = gateway.addTenant("globex");
        mine = gateway.agent("shared-key");
        theirs = gateway.agent(other.enrolmentKey(), "shared-key", "");
    }

    /** What keeps the records here. */
    Settings settings() {
        return SettingsFile.parse("test.yaml", SETTINGS);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** What one tenant has; markers are found in text nowhere else. */
    private record Belongings(
            String approval, String receipt, String decision, String session, String server, String person) {}

    private Belongings belongings() {
        gateway.client().post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"secret-server\"}");
        gateway.person("secret-person");
        Heard held = gateway.client()
                .post(
                        "/v1/authorize",
                        mine.token(),
                        TestGateway.call(mine, "unknown", "\"session\":\"secret-session\","));
        return new Belongings(
                held.string("approval.approval_id"),
                held.string("receipt_id"),
                held.string("decision_id"),
                "secret-session",
                "secret-server",
                "secret-person");
    }

    private List<String> credentials() {
        String person = gateway.person(other.operatorKey(), "peter");
        return List.of(other.operatorKey(), other.enrolmentKey(), theirs.token(), person);
    }

    @Test
    void no_route_shows_or_changes_anything_of_another_tenant() {
        Belongings b = belongings();
        List<String> marks =
                List.of(b.approval(), b.receipt(), b.decision(), b.session(), b.server(), b.person(), mine.id());
        long before = gateway.receipts(gateway.operator());
        List<String> asked = new ArrayList<>();
        for (String credential : credentials()) {
            for (String route : new Contract().with(401)) {
                if (route.equals("POST /v1/receipts/verify-chain")) {
                    continue; // it judges what the caller presents and reads nothing
                }
                for (String path : paths(route, b)) {
                    Heard heard = gateway.client()
                            .send(
                                    route.substring(0, route.indexOf(' ')),
                                    path,
                                    Optional.of(credential),
                                    route.startsWith("POST") ? body(route, b) : null,
                                    Map.of());
                    asked.add(route);
                    for (String mark : marks) {
                        assertFalse(
                                heard.text().contains(mark),
                                () -> route + " with " + credential.substring(0, 5) + " shows " + mark + ": " + heard);
                    }
                    boolean names = marks.stream().anyMatch(path::contains);
                    assertTrue(!names || heard.status() == 404 || heard.status() == 403, () -> route + heard);
                }
            }
        }
        gateway.client().post("/v1/sessions/" + b.session() + "/freeze", other.operatorKey(), "{}");
        assertEquals(before, gateway.receipts(gateway.operator()), "receipts of the first tenant");
        assertTrue(asked.size() > 100, "routes were enumerated");
        assertEquals(
                "PENDING",
                gateway.client()
                        .get("/v1/approvals/" + b.approval(), mine.token())
                        .string("status"));
        assertEquals(
                "allow",
                gateway.client()
                        .post(
                                "/v1/authorize",
                                mine.token(),
                                TestGateway.call(mine, "trusted_internal_unsigned", "\"session\":\"secret-session\","))
                        .string("decision"),
                "freezing a session of the same name in the other tenant did nothing here");
    }

    private List<String> paths(String route, Belongings b) {
        String template = route.substring(route.indexOf(' ') + 1);
        if (template.startsWith("/v1/agents/{id}")) {
            return List.of(template.replace("{id}", mine.id()));
        }
        if (template.startsWith("/v1/approvals/{id}")) {
            return List.of(template.replace("{id}", b.approval()));
        }
        if (template.startsWith("/v1/receipts/{id}")) {
            return List.of(template.replace("{id}", b.receipt()));
        }
        if (template.equals("/v1/events")) {
            return List.of("/v1/events?after=-1&follow=false"); // all there is, without waiting for more
        }
        // A session's name is no id of ours: freezing one of the same name is allowed, and tested below to do nothing
        // here.
        return List.of(template.replace("{id}", "own-session")
                .replace("{key}", b.server())
                .replace("{name}", b.person())
                .replace("{host}", "claude-code")
                .replace("{log_id}", "default")
                .replace("{tile}", "0/000.p/1")
                .replace("{step}", "none"));
    }

    private String body(String route, Belongings b) {
        return switch (route) {
            case "POST /v1/authorize" -> TestGateway.call(mine, "unknown", "");
            case "POST /v1/outcomes" -> "{\"decision_id\":\"" + b.decision() + "\",\"status\":\"succeeded\"}";
            case "POST /v1/approvers/{name}/roles" -> "{\"roles\":[\"operator\"]}";
            default -> "{}";
        };
    }

    @Test
    void foreign_and_unknown_ids_answer_alike() {
        Belongings b = belongings();
        for (String[] pair : new String[][] {
            {"/v1/approvals/" + b.approval(), "/v1/approvals/apr_nobody"},
            {"/v1/receipts/" + b.receipt(), "/v1/receipts/rcp_nobody"},
            {"/v1/receipts/" + b.receipt() + "/verify", "/v1/receipts/rcp_nobody/verify"},
        }) {
            Heard foreign = gateway.client().get(pair[0], other.operatorKey());
            Heard unknown = gateway.client().get(pair[1], other.operatorKey());
            assertEquals(unknown.toString(), foreign.toString());
        }
        Heard foreign = gateway.client().post("/v1/authorize", theirs.token(), TestGateway.call(mine, "unknown", ""));
        Heard unknown = gateway.client()
                .post("/v1/authorize", theirs.token(), TestGateway.call(new Enrolled("agt_nobody", ""), "unknown", ""));
        assertEquals(unknown.toString(), foreign.toString());
    }

    @Test
    void one_request_id_serves_two_tenants_apart() {
        String once = "\"request_id\":\"r1\",\"nonce\":\"n1\",";
        Heard first = gateway.client()
                .post("/v1/authorize", mine.token(), TestGateway.call(mine, "trusted_internal_unsigned", once));
        Heard second = gateway.client()
                .post("/v1/authorize", theirs.token(), TestGateway.call(theirs, "trusted_internal_unsigned", once));
        assertEquals(200, first.status());
        assertEquals(200, second.status());
        assertFalse(first.text().equals(second.text()));
    }

    @Test
    void a_tenant_header_may_name_the_tenant_or_its_aliases_only() {
        for (String name : List.of("default", "acme", "acme-eu")) {
            assertEquals(200, listAs(gateway.operator(), name).status(), name);
        }
        for (String name : List.of("globex", "ACME", "", "default ,globex")) {
            assertEquals(403, listAs(gateway.operator(), name).status(), name);
        }
        assertEquals(403, listAs(other.operatorKey(), "acme").status());
    }

    private Heard listAs(String operator, String tenant) {
        return gateway.client()
                .send("GET", "/v1/agents", Optional.of(operator), null, Map.of("Sallyport-Tenant", tenant));
    }
}
