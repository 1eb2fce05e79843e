package dev.sallyport.cli;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.sdk.Claims;
import dev.sallyport.sdk.Client;
import dev.sallyport.sdk.Secret;
import dev.sallyport.sdk.Settings;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gateway before one {@link ReachedTool}, with everything that its doors need: an agent, two pinned MCP servers, an egress rule, a hook, an
 * approval. Its policy permits all, so that nothing but the failure that strikes can be what refuses.
 */
final class FailureStage implements AutoCloseable {
    /** What goes wrong. */
    enum Failure {
        GATEWAY_DOWN,
        GATEWAY_SLOW,
        WRONG_ANSWER,
        POLICY_BROKEN,
        TOKEN_REVOKED,
        AGENT_FROZEN
    }

    /** What an action must be to wait for a person. */
    static final String HELD = "held";

    private static final String PERMIT = "permit (principal, action, resource) unless { context.action == \\\"" + HELD
            + "\\\" }; @decision(\\\"require_approval\\\") permit (principal, action, resource) when { context.action == \\\""
            + HELD + "\\\" };";
    private static final String BROKEN = "permit (principal, action, resource) when { 9223372036854775807 + 1 > 0 };";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    final Path data;
    final ReachedTool tool;
    private final Failure failure;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final String operator;
    private final Path home;
    private final String person;
    private final String agentToken;
    private Optional<ProcessHandle> process = Optional.empty();
    private Gateways.Reach reach;

    FailureStage(Path folder, Failure failure) throws IOException {
        this.failure = failure;
        this.data = folder.resolve("data");
        this.tool = new ReachedTool(folder);
        open.push(tool);
        this.operator = start(folder);
        this.reach = Gateways.reach(new DataFolder(data)).orElseThrow();
        policy(PERMIT);
        agentToken = post("/v1/agents/register", operator, "{\"agent_key\":\"worker\"}")
                .text("agent_token", "");
        person = new Credentials(new SecureRandom()).mint(CredentialKind.PERSON);
        String code = post("/v1/approvers", operator, "{\"name\":\"anna\"}").text("enrolment_code", "");
        post("/v1/approvers/claim", code, "{\"credential\":\"" + person + "\"}");
        pin("box", List.of("--url", tool.mcpUrl()));
        List<String> command = new ArrayList<>(List.of("--"));
        command.addAll(tool.command());
        pin("pipe", command);
        home = HookSetUp.install(data, env(operator), "claude-code");
    }

    /** The gateway that is to be slow is a process of its own, because it is to be stopped; the operator's key. */
    private String start(Path folder) throws IOException {
        String config = """
                egress: {port: 0, allow: [{hosts: [localhost], ports: [%d], networks: [127.0.0.0/8, '::1']}]}
                """.formatted(tool.port());
        if (failure != Failure.GATEWAY_SLOW) {
            Running running = Running.in(data, SettingsFile.parse("s.yaml", config));
            open.push(running);
            return running.keys().operatorKey();
        }
        Path file = Files.writeString(folder.resolve("s.yaml"), config);
        String key = Install.create(data, Sources.system()).operatorKey();
        process = BackgroundGateway.startApart(
                        new DataFolder(data), List.of("--port", "0", "--config", file.toString()))
                .started();
        return key;
    }

    private Reply post(String path, String credential, String body) {
        return new Gateway(reach.url(), Optional.of(credential))
                .post(path, body.getBytes(StandardCharsets.UTF_8))
                .orComplain();
    }

    private void policy(String text) {
        post("/v1/policies", operator, "{\"files\":{\"all.cedar\":\"" + text + "\"}}");
    }

    private void pin(String name, List<String> where) {
        List<String> words = new ArrayList<>(List.of("mcp", "pin", name, "--json"));
        words.addAll(where);
        Ran.with("", env(operator), words.toArray(new String[0])).exits(0);
    }

    /** It happens. */
    void strike() throws Exception {
        switch (failure) {
            case GATEWAY_DOWN -> open.pop().close();
            case GATEWAY_SLOW -> signal("-STOP");
            case WRONG_ANSWER -> {
                open.pop().close();
                open.push(new WrongGateway(data));
                reach = Gateways.reach(new DataFolder(data)).orElseThrow();
            }
            case POLICY_BROKEN -> policy(BROKEN);
            case TOKEN_REVOKED -> toEveryAgent("revoke");
            case AGENT_FROZEN -> toEveryAgent("freeze");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(process.orElseThrow().pid());
        if (new ProcessBuilder("kill", name, pid).start().waitFor() != 0) {
            throw new IOException("kill " + name + " " + pid + " failed");
        }
    }

    private void toEveryAgent(String verb) {
        new Gateway(reach.url(), Optional.of(operator))
                .get("/v1/agents").list("agents").stream()
                        .map(agent -> String.valueOf(agent.get("agent_id")).replaceAll(".*(agt_[a-z0-9]+).*", "$1"))
                        .forEach(id -> post("/v1/agents/" + id + "/" + verb, operator, "{}"));
    }

    Failure failure() {
        return failure;
    }

    Gateways.Reach reach() {
        return reach;
    }

    String agentToken() {
        return agentToken;
    }

    /** The hook's credential, as {@code install} put it there. */
    String hookToken() throws IOException {
        return Arrays.stream(Files.readString(data.resolve("hooks/claude-code")).split("[\\s\"]+"))
                .filter(word -> word.startsWith("sp_ag_"))
                .findFirst()
                .orElseThrow();
    }

    /** The configuration that {@code install} wrote. */
    String hookSettings() throws IOException {
        return Files.readString(home.resolve(".claude/settings.json"));
    }

    /** The environment of whoever holds that credential, with short patience. */
    Map<String, String> env(String credential) {
        Map<String, String> env = new HashMap<>();
        env.put("SALLYPORT_HOME", data.toString());
        env.put("SALLYPORT_TOKEN", credential);
        env.put("SALLYPORT_HOOK_DEADLINE", "1");
        env.put("SALLYPORT_MCP_DEADLINE", "2");
        return env;
    }

    /** The SDK's client, with short patience, at whatever is announced now. */
    Client client() {
        return new Client(Settings.of(reach.url(), new Secret(agentToken), "worker")
                .withTimes(PATIENCE, PATIENCE, PATIENCE, Duration.ofMillis(10)));
    }

    /**
     * An action that people agreed to.
     *
     * @param approval the approval's id
     * @param hash the action's
     */
    record Agreed(String approval, ActionHash hash) {}

    /** Has an action held, and agrees to it. */
    Agreed agreed() {
        Action action = new Action("office", HELD, null, true, JsonObject.of());
        try (Client client = client()) {
            String approval = client.authorize(action, Claims.from(TrustLevel.TRUSTED_INTERNAL_UNSIGNED))
                    .approval()
                    .orElseThrow()
                    .id();
            post("/v1/approvals/" + approval + "/approve", person, "{}");
            return new Agreed(approval, action.hash(Scheme.AEGIS_JCS_1));
        }
    }

    @Override
    public void close() throws IOException {
        process.ifPresent(ProcessHandle::destroyForcibly);
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) { // AutoCloseable promises no more
                throw new IOException(failed);
            }
        }
    }
}
