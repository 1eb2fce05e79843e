package dev.sallyport.cli;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.process.TemporaryFolder;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One start of a gateway in a folder that is gone afterwards, with a few decisions, played when the program is built: the JVM
 * keeps the classes it loaded and linked (JEP 483, 514), and later starts begin there. Ends
 * with 0 when everything was played; a program without what this leaves starts slower and does the same.
 */
public final class Rehearsal {
    private static final int DECISIONS = 200;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private Rehearsal() {}

    /** Plays it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean played;
        try (TemporaryFolder folder = TemporaryFolder.make("sallyport-rehearsal-")) {
            played = play(folder.path());
        }
        System.exit(played ? 0 : 1);
    }

    private static boolean play(Path folder) throws InterruptedException {
        Install.FreshKeys keys = Install.create(folder, Sources.system());
        PrintStream nowhere = new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String[] up = {"up", "--data", folder.toString(), "--port", "0"};
        Thread gateway = Thread.ofPlatform()
                .name("rehearsal")
                .start(() -> Main.run(up, InputStream.nullInputStream(), nowhere, nowhere, Map.of()));
        Optional<Gateway> found = await(new DataFolder(folder), gateway);
        boolean decided = found.isPresent() && decide(found.get(), keys.operatorKey());
        gateway.interrupt();
        gateway.join();
        return decided;
    }

    private static Optional<Gateway> await(DataFolder data, Thread gateway) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (gateway.isAlive() && System.nanoTime() - deadline < 0) {
            Optional<Gateway> found = Gateways.reach(data).map(reach -> new Gateway(reach.url(), Optional.empty()));
            if (found.isPresent() && found.get().ready()) {
                return found;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return Optional.empty();
    }

    private static boolean decide(Gateway gateway, String operatorKey) {
        JsonObject agent = gateway.as(operatorKey)
                .post(
                        "/v1/agents/register",
                        JsonObject.builder()
                                .put("agent_key", "rehearsal")
                                .put("name", "rehearsal")
                                .put("owner_team", "rehearsal")
                                .put("environment", "development")
                                .put("risk_tier", "low")
                                .build())
                .orComplain()
                .object();
        Gateway asked = gateway.as(text(agent, "agent_token"));
        boolean answered = true;
        for (int i = 0; i < DECISIONS; i++) {
            answered &= asked.post("/v1/authorize", request(text(agent, "agent_id"), i))
                            .status()
                    == 200;
        }
        return answered;
    }

    private static JsonObject request(String agent, int number) {
        JsonObject who = JsonObject.builder()
                .put("id", agent)
                .put("environment", "development")
                .build();
        JsonObject call = JsonObject.builder()
                .put("tool", "files")
                .put("action", number % 2 == 0 ? "read" : "write")
                .putNullable("resource", null)
                .put("mutates_state", number % 2 != 0)
                .put("parameters", JsonObject.builder().put("path", "notes.txt").build())
                .build();
        JsonObject context = JsonObject.builder()
                .put("source_trust", "trusted_internal_unsigned")
                .build();
        return JsonObject.builder()
                .put("agent", who)
                .put("tool_call", call)
                .put("context", context)
                .build();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }
}
