package dev.sallyport.cli.keys;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.install.Configuration;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.keys.RemoteKey;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.KeyDrill;
import dev.sallyport.server.wiring.KeyRotation;
import dev.sallyport.server.wiring.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keys rotate}: the key that signs checkpoints makes way for another, and a receipt in each chain says so. */
@Command
public final class KeysRotateVerb extends DataVerb {
    @Option(names = "--pkcs11", paramLabel = "LIBRARY", description = "the next key is in a token: its PKCS#11 library")
    private @Nullable String library;

    @Option(names = "--token", paramLabel = "LABEL", description = "which token (with --pkcs11)")
    private @Nullable String token;

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "its user's PIN, on the first line (with --pkcs11)")
    private @Nullable String pinFile;

    @Option(
            names = "--transit",
            paramLabel = "URL",
            description = "the next key is in a transit service at that address")
    private @Nullable String transit;

    @Option(names = "--mount", paramLabel = "PATH", description = "where its engine is mounted (default: transit)")
    private String mount = "transit";

    @Option(names = "--token-file", paramLabel = "FILE", description = "its client token (with --transit)")
    private @Nullable String tokenFile;

    @Option(names = "--key", paramLabel = "NAME", description = "the key pair's label, or the key's name there")
    private @Nullable String key;

    @Option(names = "--config", paramLabel = "F", description = "the configuration file (default: SALLYPORT_CONFIG)")
    private @Nullable String config;

    @Option(names = "--drill", description = "rehearse on an install of its own; this one is not touched")
    private boolean drill;

    /** On that terminal. */
    public KeysRotateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        Optional<RemoteKey.Place> place = place();
        return drill ? drill(place) : rotate(place);
    }

    private Optional<RemoteKey.Place> place() {
        if (library != null && transit != null) {
            throw Complaint.usage("usage", "keys rotate: --pkcs11 and --transit exclude each other");
        }
        if (library != null) {
            return Optional.of(new RemoteKey.Place.Pkcs11(
                    absolute(library),
                    need(token, "--token"),
                    absolute(need(pinFile, "--pin-file")),
                    need(key, "--key")));
        }
        if (transit != null) {
            return Optional.of(new RemoteKey.Place.Transit(
                    address(transit), mount, need(key, "--key"), 0, absolute(need(tokenFile, "--token-file"))));
        }
        if (token != null || pinFile != null || tokenFile != null || key != null) {
            throw Complaint.usage("usage", "keys rotate: say where the key is: --pkcs11 LIBRARY or --transit URL");
        }
        return Optional.empty();
    }

    private static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw Complaint.usage("usage", "keys rotate: `" + text + "` is no address");
        }
    }

    private static String need(@Nullable String given, String option) {
        if (given == null) {
            throw Complaint.usage("usage", "keys rotate: give " + option + " too");
        }
        return given;
    }

    private Path absolute(String file) {
        return terminal().path(file).toAbsolutePath().normalize();
    }

    private Exit rotate(Optional<RemoteKey.Place> place) {
        GatewayOptions options = Configuration.options(terminal(), config, data().path());
        KeyRotation.Rotated done = KeyRotation.rotate(options, place, Sources.system());
        row(
                JsonObject.builder()
                        .put("rotated", true)
                        .put("old_vkey", done.old().encoded())
                        .put("vkey", done.next().encoded())
                        .put("chains", done.chains())
                        .build(),
                "the key " + done.old().id() + " made way for " + done.next().id() + " in " + done.chains()
                        + " chains; give readers the new verifier key: "
                        + done.next().encoded());
        return Exit.OK;
    }

    private Exit drill(Optional<RemoteKey.Place> place) throws IOException {
        Path folder = Files.createTempDirectory("sallyport-drill-");
        try {
            KeyDrill.Drilled drilled = KeyDrill.run(folder, place, Sources.system());
            List<Json> faults =
                    drilled.faults().stream().<Json>map(JsonString::new).toList();
            row(
                    JsonObject.builder()
                            .put("drill", faults.isEmpty())
                            .put("receipts", drilled.receipts())
                            .put("rotate_ms", drilled.rotateMillis())
                            .put("total_ms", drilled.millis())
                            .put("faults", new JsonArray(faults))
                            .build(),
                    faults.isEmpty()
                            ? "drill passed: " + drilled.receipts()
                                    + " receipts verify with the old and the new key; rotation "
                                    + drilled.rotateMillis() + " ms, all " + drilled.millis() + " ms"
                            : "drill failed: " + String.join("; ", drilled.faults()));
            return faults.isEmpty() ? Exit.OK : Exit.NO;
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        }
    }
}
