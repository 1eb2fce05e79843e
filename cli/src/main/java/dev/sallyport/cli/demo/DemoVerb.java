package dev.sallyport.cli.demo;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.process.TemporaryFolder;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code demo}: a gateway in a process of its own, a real MCP server behind it, and an agent whose session is attacked. Every
 * step is checked by what happened on the disk. Ends with 0 only when every step went as it must.
 */
@Command
public final class DemoVerb extends Verb {
    private static final String ATTACKED = "demo-attacked";
    private static final String CLERK = "demo-clerk";
    private static final long STOP_SECONDS = 20;

    @Option(names = "--keep", description = "leave the gateway running")
    private boolean keep;

    @Option(names = "--data", paramLabel = "DIR", description = "keep the data there (default: a temporary folder)")
    private @Nullable String data;

    private int steps;

    /** On that terminal. */
    public DemoVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        Path folder = data == null
                ? Files.createTempDirectory("sallyport-demo-")
                : terminal().path(data).toAbsolutePath().normalize();
        if (SqliteStore.exists(folder)) {
            throw Complaint.usage(
                    "install_exists", "demo: `" + folder + "` holds an install already: name a new folder");
        }
        boolean stays = keep || data != null;
        try {
            return play(new DataFolder(folder));
        } catch (Expectation failed) {
            stays = true;
            String why = String.valueOf(failed.getMessage());
            terminal().err().println("sallyport: demo: step " + (steps + 1) + " failed: " + why);
            terminal().err().println("its data stays in " + folder);
            row(
                    JsonObject.builder()
                            .put("demo", "failed")
                            .put("step", steps + 1)
                            .put("why", why)
                            .build(),
                    "The demo failed.");
            return Exit.NO;
        } finally {
            if (!stays) {
                new TemporaryFolder(folder).close();
            }
        }
    }

    private Exit play(DataFolder folder) throws IOException {
        Install.FreshKeys keys = Install.create(folder.path(), Sources.system());
        Path office = folder.path().resolve("office");
        Mailroom.furnish(office);
        BackgroundGateway.Running running = BackgroundGateway.startApart(folder, List.of("--port", "0"));
        Gateway operator = running.gateway().as(keys.operatorKey());
        boolean done = false;
        try {
            Stage stage = new Stage(
                    folder, office, running, operator, running.gateway().as(enrol(operator)));
            if (!json()) {
                terminal().line("gateway " + running.reach().url() + ", data " + folder.path() + "\n");
            }
            ProofScenes proof = scenes(stage);
            done = true;
            last(running, folder, proof);
            return Exit.OK;
        } finally {
            if (!(keep && done)) {
                stop(running);
            }
        }
    }

    private ProofScenes scenes(Stage stage) throws IOException {
        show(stage.pin());
        Stage.Agent assistant = stage.register("demo-assistant");
        Stage.Agent clerk = stage.register(CLERK);
        McpScenes scenes = new McpScenes(stage);
        try (McpAgent attacked = stage.connect(assistant, ATTACKED);
                McpAgent office = stage.connect(clerk, CLERK)) {
            show(scenes.read(attacked));
            show(scenes.injection(attacked));
            show(scenes.heldWrite(office));
            show(new ApiScenes(stage, clerk).swap());
            show(scenes.freeze(attacked, ATTACKED, assistant));
        }
        ProofScenes proof = new ProofScenes(stage.data());
        show(proof.verify());
        show(proof.tamper());
        return proof;
    }

    /** The operator invites; the credential is made where the person is. */
    private static String enrol(Gateway operator) {
        JsonObject invited = operator.post(
                        "/v1/approvers",
                        JsonObject.builder().put("name", "demo-approver").build())
                .orComplain()
                .object();
        String credential = new Credentials(new SecureRandom()).mint(CredentialKind.PERSON);
        operator.as(Stage.text(invited, "enrolment_code"))
                .post(
                        "/v1/approvers/claim",
                        JsonObject.builder().put("credential", credential).build())
                .orComplain();
        return credential;
    }

    private void show(Step step) {
        steps++;
        row(step.json(steps), step.text(steps));
    }

    private void last(BackgroundGateway.Running running, DataFolder folder, ProofScenes proof) {
        row(
                JsonObject.builder()
                        .put("demo", "ok")
                        .put("steps", steps)
                        .put("receipts", proof.receipts())
                        .put("console", running.reach().url().toString())
                        .put("data", folder.path().toString())
                        .put("kept", keep)
                        .build(),
                "\nAll " + steps + " steps went as they must. Gateway at "
                        + running.reach().url()
                        + (keep ? " (running; stop it with: kill " + pid(running) + ")" : " (stopping now)"));
    }

    private static String pid(BackgroundGateway.Running running) {
        return running.started().map(p -> Long.toString(p.pid())).orElse("?");
    }

    private static void stop(BackgroundGateway.Running running) {
        running.started().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException late) {
                process.destroyForcibly();
            }
        });
    }
}
