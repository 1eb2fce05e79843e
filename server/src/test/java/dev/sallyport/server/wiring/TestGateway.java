package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.api.Admission;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import dev.sallyport.testkit.ManualClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A whole gateway on a folder, over HTTP on loopback, with a clock that tests move. Can be stopped and started again on
 * the same data.
 */
public final class TestGateway implements AutoCloseable {
    private final Path data;
    private final Settings settings;
    private final ManualClock clock;
    private final Sources sources;
    private final Install.FreshKeys keys;
    private Gateway gateway;
    private Client client;

    private TestGateway(TestGateway stopped, Settings settings) {
        this.data = stopped.data;
        this.clock = stopped.clock;
        this.sources = stopped.sources;
        this.settings = settings.withPort(0);
        this.keys = stopped.keys;
        this.gateway = Gateway.start(options(), sources, List.of());
        this.client = new Client(gateway.url());
    }

    private TestGateway(Path data, Settings settings, boolean ownTime) {
        this.data = data;
        this.clock = new ManualClock();
        this.settings = settings;
        this.sources = ownTime ? new Sources(clock, System::nanoTime, new SecureRandom()) : Sources.system();
        this.keys = Install.create(options(), sources);
        this.gateway = Gateway.start(options(), sources, List.of());
        this.client = new Client(gateway.url());
    }

    public static TestGateway start(Path data) {
        return new TestGateway(data, Settings.defaults().withPort(0), true);
    }

    public static TestGateway start(Path data, Settings settings) {
        return new TestGateway(data, settings.withPort(0), true);
    }

    /** One whose time is the machine's, for what must happen now: {@link #clock} moves nothing. */
    public static TestGateway startNow(Path data, Settings settings) {
        return new TestGateway(data, settings.withPort(0), false);
    }

    /** One that was stopped, started again with other settings on the same data. */
    public TestGateway with(Settings other) {
        return new TestGateway(this, other);
    }

    private GatewayOptions options() {
        return new GatewayOptions(data, settings, Optional.empty());
    }

    /** An agent and its token. */
    public record Enrolled(String id, String token) {}

    public Client client() {
        return client;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** The places for what is worked out for those who look. */
    public Admission admission() {
        return gateway.core.controls().admission();
    }

    public URI url() {
        return gateway.url();
    }

    public ManualClock clock() {
        return clock;
    }

    public String operator() {
        return keys.operatorKey();
    }

    public String enrolment() {
        return keys.enrolmentKey();
    }

    public Enrolled agent(String key) {
        return agent(enrolment(), key, "");
    }

    /** @param more further members, each after a comma */
    public Enrolled agent(String enrolment, String key, String more) {
        Heard heard = client.post("/v1/agents/register", enrolment, """
                {"agent_key":"%s","name":"Agent %s","owner_team":"platform","environment":"prod","risk_tier":"medium"%s}""".formatted(key, key, more));
        if (heard.status() != 201) {
            throw new AssertionError(heard.toString());
        }
        return new Enrolled(heard.string("agent_id"), heard.string("agent_token"));
    }

    /** Enrols a person and returns the credential. */
    public String person(String name) {
        return person(operator(), name);
    }

    public String person(String operator, String name) {
        return person(operator, name, "");
    }

    /** @param more further members of the invitation, each after a comma */
    public String person(String operator, String name, String more) {
        return settled(client, client.post("/v1/approvers", operator, "{\"name\":\"" + name + "\"" + more + "}"));
    }

    /** Sets a credential with the code of that invitation, as the invited person would, and returns it. */
    public static String settled(Client client, Heard invited) {
        String credential = freshCredential();
        Heard heard = client.post(
                "/v1/approvers/claim", invited.string("enrolment_code"), "{\"credential\":\"" + credential + "\"}");
        if (heard.status() != 201) {
            throw new AssertionError(heard.toString());
        }
        return credential;
    }

    /** A credential as a person's own machine would make it. */
    public static String freshCredential() {
        return new Credentials(new SecureRandom()).mint(CredentialKind.PERSON);
    }

    /** Stops, and starts again on the same data. */
    public void restart() {
        stop();
        begin();
    }

    /** Adds a tenant; the gateway stops for it. */
    public Install.FreshKeys addTenant(String tenant) {
        stop();
        Install.FreshKeys fresh = Install.addTenant(options(), new TenantId(tenant), sources);
        begin();
        return fresh;
    }

    public void stop() {
        client.close();
        gateway.close();
    }

    public void begin() {
        gateway = Gateway.start(options(), sources, List.of());
        client = new Client(gateway.url());
    }

    @Override
    public void close() {
        stop();
    }

    /** The body of an authorisation of a changing call. */
    public static String call(Enrolled agent, String trust, String more) {
        return """
                {"agent":{"id":"%s","environment":"prod"},%s\
                "tool_call":{"tool":"github","action":"merge_pull_request","resource":"repo/7","mutates_state":true,\
                "parameters":{"number":7,"method":"squash"}},"context":{"source_trust":"%s"}}""".formatted(agent.id(), more, trust);
    }

    /** Has a call held and returns the approval's id. */
    public String held(Enrolled agent) {
        return client.post("/v1/authorize", agent.token(), call(agent, "semi_trusted_customer", ""))
                .string("approval.approval_id");
    }

    /** How many receipts the tenant of that operator has. */
    public long receipts(String operator) {
        return client.get("/v1/receipts?limit=1", operator).items("receipts").stream()
                .map(r -> (dev.sallyport.action.json.JsonObject) r)
                .mapToLong(r -> (long) ((dev.sallyport.action.json.JsonNumber)
                                        java.util.Objects.requireNonNull(r.get("sequence")))
                                .value()
                        + 1)
                .findFirst()
                .orElse(0);
    }
}
