package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A gateway with an agent, and a browser before it at {@code gate.localhost}. */
final class Rooms implements AutoCloseable {
    static final String GATE = "http://gate.localhost";

    /** As many refusals as open an incident. */
    private static final int STORM = 12;

    private final TestGateway gateway;
    private final Enrolled agent;
    private final RealBrowser browser;

    Rooms(Path folder) throws IOException {
        this(folder, "");
    }

    /** @param further lines of the configuration */
    Rooms(Path folder, String further) throws IOException {
        gateway = TestGateway.start(folder, SettingsFile.parse("s.yaml", """
                approvals: {console: {url: "%s"}}
                allowed: {hosts: [gate.localhost]}
                """.formatted(GATE) + further));
        agent = gateway.agent("a1");
        browser = new RealBrowser("gate.localhost=127.0.0.1:" + gateway.url().getPort());
    }

    TestGateway gateway() {
        return gateway;
    }

    Enrolled agent() {
        return agent;
    }

    RealBrowser.Page signedIn(String name) {
        return signedIn(name, "analyst", "approver");
    }

    RealBrowser.Page signedIn(String name, String... roles) {
        RealBrowser.Page page = browser.of(name).open(GATE + "/console/");
        String credential =
                gateway.person(gateway.operator(), name, ",\"roles\":[\"" + String.join("\",\"", roles) + "\"]");
        return page.fill("Passphrase or credential", credential).press("Sign in");
    }

    /** Somebody before the sign-in. */
    RealBrowser.Page stranger() {
        RealBrowser.Page page = browser.of("stranger").open(GATE + "/console/");
        page.arrives("?again=1");
        return page;
    }

    String newestReceipt() {
        return first("/v1/receipts?limit=1", "receipts", "receipt_id");
    }

    String newestDecision() {
        return first("/v1/decisions?limit=1", "decisions", "decision_id");
    }

    private String first(String path, String list, String member) {
        JsonObject row = (JsonObject)
                gateway.client().get(path, gateway.operator()).items(list).getFirst();
        return row.get(member) instanceof JsonString text ? text.value() : "";
    }

    /** Has a call decided, with that trust. */
    void call(String trust) {
        gateway.client().post("/v1/authorize", agent.token(), TestGateway.call(agent, trust, ""));
    }

    /** Has an incident opened, and gives its id. */
    String incident() {
        for (int i = 0; i < STORM; i++) {
            call("malicious_suspected");
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            Optional<String> found =
                    gateway.client().get("/v1/incidents?status=open", gateway.operator()).items("incidents").stream()
                            .map(row -> ((JsonObject) row).get("incident_id"))
                            .filter(JsonString.class::isInstance)
                            .map(id -> ((JsonString) id).value())
                            .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no incident was opened");
    }

    /** How the agent stands. */
    String standing() {
        return gateway.client().get("/v1/agents", gateway.operator()).text();
    }

    @Override
    public void close() throws IOException {
        browser.close();
        gateway.close();
    }
}
