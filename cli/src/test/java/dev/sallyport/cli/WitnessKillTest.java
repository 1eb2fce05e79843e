package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.witness.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A witness as a process of its own: whatever it answered it still knows after `kill -9`, and it never cosigns a fork. */
@Tag("full")
@Timeout(300)
class WitnessKillTest {
    private static final String ORIGIN = "log.test/install";

    @TempDir
    private Path folder;

    private final Ed25519Key key = Ed25519Key.generate("log.test", new SecureRandom());
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    @SuppressWarnings("NullAway.Init")
    private URI url;

    @BeforeEach
    void make() {
        Ran.of("witness", "init", "--data", data(), "--name", "witness.test/w").exits(0);
        Ran.of("witness", "init", "--data", data(), "--name", "witness.test/w").exits(2);
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
        http.close();
    }

    private String data() {
        return folder.resolve("witness").toString();
    }

    private void start() throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sallyport.cli.Main",
                        "witness",
                        "--json",
                        "--data",
                        data(),
                        "--listen",
                        "127.0.0.1:0",
                        "--log",
                        ORIGIN + " " + key.verifierKey().encoded())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        String line = started.inputReader().readLine();
        assertTrue(line != null && line.contains("\"url\":\""), "the witness said " + line);
        url = URI.create(line.replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1"));
    }

    private static byte[] record(int fork, long index) {
        return Sha256.of(new byte[] {(byte) fork, (byte) index, (byte) (index >> 8)});
    }

    private static Tree tree(int fork, long size) {
        Tree tree = Tree.empty();
        for (long i = 0; i < size; i++) {
            tree = tree.append(record(fork, i));
        }
        return tree;
    }

    private HttpRequest ask(int fork, long from, long size) {
        NodeSource nodes = NodeSource.ofLeafHashes(i -> TreeHash.leaf(record(fork, i)));
        List<byte[]> proof =
                from == 0 ? List.of() : ConsistencyProof.of(from, size, nodes).path();
        AddCheckpoint body = new AddCheckpoint(
                from, proof, Checkpoint.of(ORIGIN, tree(fork, size)).sign(key));
        return HttpRequest.newBuilder(url.resolve("/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.format()))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** What the witness says it cosigned last. */
    private long size() throws IOException, InterruptedException {
        HttpResponse<String> told = send(ask(0, 0, 10_000));
        return told.statusCode() == 409 ? Long.parseLong(told.body().strip()) : 0;
    }

    @Test
    void what_was_cosigned_survives_kill_9_and_a_fork_is_refused_afterwards() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        start();
        assertEquals(200, send(ask(0, 0, 1)).statusCode());
        long acknowledged = 1;
        for (int round = 0; round < 5; round++) {
            acknowledged = killWhileItGrows(acknowledged, random);
            start();
            long kept = size();
            assertTrue(kept >= acknowledged, "acknowledged " + acknowledged + ", kept " + kept);
            HttpResponse<String> fork = send(ask(1, kept, kept + 1));
            assertEquals(422, fork.statusCode(), fork.body());
            assertEquals(422, send(ask(1, kept, kept)).statusCode());
            assertEquals(200, send(ask(0, kept, kept + 1)).statusCode());
            acknowledged = kept + 1;
        }
    }

    /** Asks for one leaf more at a time until the process is killed; the last size that was answered for. */
    private long killWhileItGrows(long from, Random random) throws Exception {
        Process running = Objects.requireNonNull(process);
        int patience = 20 + random.nextInt(200);
        Thread killer = Thread.ofVirtual().start(() -> {
            try {
                running.waitFor(patience, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.destroyForcibly();
        });
        long size = from;
        try {
            while (send(ask(0, size, size + 1)).statusCode() == 200) {
                size++;
            }
        } catch (IOException killed) {
            // The connection broke: this one was not answered.
        }
        running.waitFor();
        killer.join();
        return size;
    }

    @Test
    void requests_that_are_none_are_told_so_by_their_status() throws Exception {
        start();
        assertEquals(200, send(ask(0, 0, 5)).statusCode());
        HttpResponse<String> conflict = send(ask(0, 3, 6));
        assertEquals(409, conflict.statusCode());
        assertEquals("5\n", conflict.body());
        assertEquals(
                "text/x.tlog.size",
                conflict.headers().firstValue("Content-Type").orElse(""));
        HttpRequest broken = HttpRequest.newBuilder(url.resolve("/add-checkpoint"))
                .POST(HttpRequest.BodyPublishers.ofString("nothing"))
                .build();
        assertEquals(400, send(broken).statusCode());
        assertEquals(
                404,
                send(HttpRequest.newBuilder(url.resolve("/x/checkpoint")).build())
                        .statusCode());
        Ran.of(
                        "witness",
                        "--data",
                        data(),
                        "--listen",
                        "nowhere",
                        "--log",
                        key.verifierKey().encoded())
                .refuses("HOST:PORT");
        Ran.of("witness", "--data", data()).refuses("name at least one log");
    }
}
