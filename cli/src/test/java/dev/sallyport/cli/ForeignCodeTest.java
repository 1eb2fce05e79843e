package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.server.witness.WitnessFolder;
import dev.sallyport.server.witness.WitnessServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway's log, checked by Go's checksum-database code and by none of ours. Needs Go. */
@Tag("full")
@Timeout(300)
class ForeignCodeTest {
    private static final Path INTEROP =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().resolve("sdk/go/interop/interop");

    @TempDir
    private Path folder;

    private record Said(int status, String out, String err) {
        Said verified(String... words) {
            assertEquals(0, status, () -> out + err);
            for (String word : words) {
                assertTrue(out.contains(word), () -> word + " expected: " + out);
            }
            return this;
        }
    }

    private Said interop(String token, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(INTEROP.toString()));
        command.addAll(List.of(args));
        Path out = folder.resolve("interop.out");
        Path err = folder.resolve("interop.err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("SALLYPORT_TOKEN", token);
        int status = builder.start().waitFor();
        return new Said(status, Files.readString(out), Files.readString(err));
    }

    private static String get(URI base, String path, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static void grow(URI base, String enrolment, int from, int count) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = from; i < from + count; i++) {
                HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/agents/register"))
                        .header("Authorization", "Bearer " + enrolment)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"agent_key\":\"a" + i + "\"}"))
                        .build();
                assertEquals(
                        201,
                        http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
        }
    }

    @Test
    void checkpoint_tiles_entries_growth_and_proofs_of_a_running_gateway_hold_in_go() throws Exception {
        Path data = folder.resolve("data");
        Install.FreshKeys keys = Install.create(data, Sources.system());
        String token = keys.operatorKey();
        String vkey = "@" + firstLine(data.resolve("keys/checkpoint.key"));
        String name = Files.readString(folder.resolve("vkey")).replaceFirst("\\+.*\\n?", "");
        Path older = folder.resolve("older.checkpoint");
        try (Running running = Running.on(data, keys)) {
            URI url = running.gateway().url();
            String log = url + "/v1/logs/default";
            String[] here = {"-log", log, "-vkey", vkey, "-origin", name + "/default"};
            interop(token, here).verified("\"size\":3", "\"leaves\":3", "\"entries\":3");
            grow(url, keys.enrolmentKey(), 0, 300);
            Files.writeString(older, get(url, "/v1/logs/default/checkpoint", token));
            interop(token, here).verified("\"size\":303", "\"entries\":303");
            grow(url, keys.enrolmentKey(), 300, 260);
            String[] grown = {"-log", log, "-vkey", vkey, "-origin", name + "/default", "-older", older.toString()};
            interop(token, grown).verified("\"size\":563", "\"entries\":563", "\"older\":303");
            proofs(url, token, vkey, name);
            assertEquals(2, interop("sp_op_guess", here).status(), "no credential, no log");
        }
        Path tiles = folder.resolve("tiles");
        Ran.of("receipts", "tiles", tiles.toString(), "--data", data.toString()).exits(0);
        interop("", "-log", tiles.toString(), "-vkey", vkey, "-origin", name + "/default", "-older", older.toString())
                .verified("\"size\":563", "\"entries\":563", "\"older\":303");
        byte[] tile = Files.readAllBytes(tiles.resolve("tile/0/000"));
        tile[77] ^= 4;
        Files.write(tiles.resolve("tile/0/000"), tile);
        assertEquals(
                1,
                interop("", "-log", tiles.toString(), "-vkey", vkey, "-origin", name + "/default")
                        .status());
    }

    private void proofs(URI url, String token, String vkey, String name) throws Exception {
        String page = get(url, "/v1/receipts?limit=500", token);
        List<String> parts = List.of(page.split("\\{\"receipt_id\":\""));
        for (int i = 1; i < parts.size(); i += 97) {
            String id = parts.get(i).substring(0, parts.get(i).indexOf('"'));
            String hash = parts.get(i).replaceFirst("(?s).*\"receipt_hash\":\"([0-9a-f]{64})\".*", "$1");
            Path proof = folder.resolve("p" + i);
            Files.writeString(proof, get(url, "/v1/receipts/" + id + "/proof", token));
            interop(token, "-proof", proof.toString(), "-record", hash, "-vkey", vkey, "-origin", name + "/default")
                    .verified("\"index\":");
        }
    }

    @Test
    void a_witnessed_install_log_holds_in_go() throws Exception {
        Path data = folder.resolve("data");
        Path witnessed = folder.resolve("witness");
        Install.FreshKeys keys = Install.create(data, Sources.system());
        String vkey = "@" + firstLine(data.resolve("keys/checkpoint.key"));
        String text = Files.readString(folder.resolve("vkey")).strip();
        String origin = text.replaceFirst("\\+.*", "") + "/install";
        WitnessFolder.create(witnessed, "witness.test/w", new SecureRandom());
        try (WitnessServer witness = WitnessServer.start(
                witnessed,
                Map.of(origin, List.of(dev.sallyport.ledger.note.VerifierKey.parse(text))),
                "127.0.0.1",
                0,
                InstantSource.system())) {
            String settings = "anchor: {every: 1d, witnesses: [{url: '" + witness.url() + "', vkey: '"
                    + witness.verifierKey().encoded() + "'}]}";
            GatewayOptions options = new GatewayOptions(
                    data, SettingsFile.parse("s.yaml", settings).withPort(0), Optional.empty());
            try (Gateway gateway = Gateway.start(options)) {
                gateway.anchor();
                grow(gateway.url(), keys.enrolmentKey(), 0, 2);
                gateway.anchor();
                interop(
                                keys.operatorKey(),
                                "-log",
                                gateway.url() + "/v1/logs/install",
                                "-vkey",
                                vkey,
                                "-origin",
                                origin)
                        .verified("\"size\":2", "\"entries\":2");
            }
            // What the witness itself shows carries its cosignature over the same log.
            Path folderLog = folder.resolve("install");
            Ran.of("receipts", "tiles", folderLog.toString(), "--data", data.toString(), "--tenant", "install")
                    .exits(0);
            String hash = java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(origin.getBytes(StandardCharsets.UTF_8)));
            Files.writeString(folderLog.resolve("checkpoint"), get(witness.url(), "/" + hash + "/checkpoint", "none"));
            interop(
                            "",
                            "-log",
                            folderLog.toString(),
                            "-vkey",
                            vkey,
                            "-origin",
                            origin,
                            "-witness",
                            witness.verifierKey().encoded(),
                            "-quorum",
                            "1")
                    .verified("\"size\":2", "\"witnessed\":1");
        }
    }

    /** The verifier key stands above the secret one in a key file; Go gets a file with nothing else. */
    private String firstLine(Path keyFile) throws IOException {
        Path vkey = folder.resolve("vkey");
        Files.writeString(vkey, Files.readAllLines(keyFile).getFirst() + "\n");
        return vkey.toString();
    }
}
