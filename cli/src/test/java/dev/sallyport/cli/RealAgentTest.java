package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.cli.remote.Gateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real agent hosts before a model of this test's own that asks for one shell command: with the hook that {@code install} wrote, the command
 * runs exactly when the gateway lets it, although the host itself lets everything run.
 */
@Tag("full")
@Timeout(300)
class RealAgentTest {
    private static final String MADE = "made.txt";
    private static final String ALLOW = "permit (principal, action, resource);";
    private static final String DENY = ALLOW + " forbid (principal, action, resource) when "
            + "{ context has commands && context.commands.programs.contains(\\\"touch\\\") };";

    @TempDir
    private Path folder;

    /** What came of one sentence to an agent. */
    private record Worked(boolean made, String receipts, String toldModel, String said) {}

    /** Lets the agent work in a fresh folder under that policy. */
    private Worked work(RealAgent host, String policy) throws Exception {
        return work(host, policy, true);
    }

    private Worked work(RealAgent host, String policy, boolean reviewed) throws Exception {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
        assumeTrue(host.isHere(), "skipped: no agent host here (SALLYPORT_AGENTS=\"" + host.host() + "\" .ci/setup)");
        Path data = folder.resolve("data");
        Path home = Files.createDirectories(data.resolve("home"));
        Path project = Files.createDirectory(folder.resolve("project"));
        try (AgentModel model = new AgentModel("touch " + MADE);
                Running running = Running.in(data)) {
            Gateway operator = new Gateway(
                    running.gateway().url(), Optional.of(running.keys().operatorKey()));
            byte[] body = ("{\"files\":{\"all.cedar\":\"" + policy + "\"}}").getBytes(StandardCharsets.UTF_8);
            operator.post("/v1/policies", body).orComplain();
            host.prepare(home, model.url());
            HookSetUp.install(running, host.host());
            if (reviewed) {
                host.review(home, project);
            }
            Process agent =
                    host.asked("make a file", home, project, model.url()).start();
            agent.getOutputStream().close();
            String said = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(agent.waitFor(120, TimeUnit.SECONDS), said);
            assertEquals(0, agent.exitValue(), said);
            assertTrue(model.asked() >= 1, said);
            assertFalse(model.told().isEmpty(), said);
            return new Worked(
                    Files.exists(project.resolve(MADE)),
                    operator.get("/v1/receipts?limit=50").toString(),
                    model.told(),
                    said);
        }
    }

    @ParameterizedTest
    @EnumSource(RealAgent.class)
    void what_policy_denies_does_not_run_although_the_model_asks_and_the_host_approves_all(RealAgent host)
            throws Exception {
        Worked worked = work(host, DENY);
        assertFalse(worked.made(), worked.said());
        assertTrue(worked.receipts().contains("\"deny\""), worked.receipts());
        assertTrue(worked.toldModel().contains("refused by Sallyport"), worked.toldModel());
    }

    @Test
    void codex_passes_over_a_hook_that_its_user_did_not_review() throws Exception {
        Worked worked = work(RealAgent.CODEX, DENY, false);
        assertTrue(worked.made(), "if this fails, Codex runs hooks without a review, and doctor's word of it can go");
        assertFalse(worked.receipts().contains("\"deny\""), worked.receipts());
    }

    @ParameterizedTest
    @EnumSource(RealAgent.class)
    void what_policy_allows_runs(RealAgent host) throws Exception {
        Worked worked = work(host, ALLOW);
        assertTrue(worked.made(), worked.said() + worked.receipts());
        assertTrue(worked.receipts().contains("\"allow\""), worked.receipts());
        assertFalse(worked.receipts().contains("\"deny\""), worked.receipts());
    }
}
