package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.anchor.AnchorOptions;
import dev.sallyport.cli.anchor.Keys;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipts verify}: checks exported receipts with nothing but the file, and names the first fault. */
@Command
public final class ReceiptsVerifyVerb extends Verb {
    private static final String SQLITE = "SQLite format 3";

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "an export, a folder of *.receipts and *.jsonl, or a data directory")
    private String target = "";

    @Option(
            names = "--key",
            paramLabel = "K",
            description =
                    "the log's verifier key, or a file whose first line it is; without it the signer is unchecked")
    private @Nullable String key;

    @Mixin
    private AnchorOptions anchors = new AnchorOptions();

    /** On that terminal. */
    public ReceiptsVerifyVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        if (target.isEmpty()) {
            throw Complaint.usage("no_such_file", "receipts verify: name an export, or a folder of them");
        }
        Path path = terminal().path(target);
        // A backup has a store too, and no keys.
        if (SqliteStore.exists(path) && Files.isDirectory(path.resolve("keys"))) {
            return AuditRows.ofInstall(new DataFolder(path.toAbsolutePath().normalize()), this::row);
        }
        refuseStore(path);
        SortedMap<Path, Verdict> verdicts = verdicts(path);
        if (verdicts.isEmpty()) {
            throw Complaint.usage(
                    "no_receipts", "receipts verify: `" + target + "` holds no *.receipts and no *.jsonl file");
        }
        boolean all = deleted(verdicts);
        for (var entry : verdicts.entrySet()) {
            Optional<Boolean> interchange = new InterchangeFile(terminal(), json()).report(entry.getKey(), options());
            all &= interchange.orElseGet(() -> report(entry.getKey(), entry.getValue()));
        }
        return all ? Exit.OK : Exit.NO;
    }

    /** A backup holds receipts, and is no export of them. */
    private void refuseStore(Path path) {
        if (SqliteStore.exists(path) || isBackup(path)) {
            throw Complaint.usage(
                    "not_an_export",
                    "receipts verify: `" + target + "` is a store: verify what `receipts export` writes of it");
        }
    }

    private static boolean isBackup(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(SQLITE.length()), StandardCharsets.US_ASCII).equals(SQLITE);
        } catch (IOException unreadable) {
            return false; // said when it is read
        }
    }

    private VerifyOptions options() {
        Optional<VerifierKey> log = Optional.ofNullable(key)
                .map(k -> Keys.read(terminal(), k, SignatureType.ED25519, "receipts verify: --key"));
        return new VerifyOptions(log)
                .anchoredBy(
                        anchors.files(terminal(), "receipts verify"),
                        anchors.cosigners(terminal(), "receipts verify"),
                        anchors.quorum());
    }

    /** Every tenant's log that somebody elsewhere saw must be among the files of a folder; true when all are. */
    private boolean deleted(SortedMap<Path, Verdict> verdicts) {
        if (anchors.isEmpty() || !Files.isDirectory(terminal().path(target))) {
            return true;
        }
        Set<String> missing = new TreeSet<>();
        anchors.files(terminal(), "receipts verify").forEach(file -> missing.addAll(file.origins()));
        missing.removeIf(origin -> origin.contains("/" + TenantCheckpoint.INSTALL));
        for (Path file : verdicts.keySet()) {
            origin(file).ifPresent(missing::remove);
        }
        for (String origin : missing) {
            row(
                    JsonObject.builder()
                            .put("file", target)
                            .put("verified", false)
                            .put("error", "chain_deleted")
                            .put("message", "an anchor covers the log " + origin + ", and no file here is of it")
                            .build(),
                    target + ": not verified, chain_deleted: an anchor covers the log " + origin
                            + ", and no file here is of it");
        }
        return missing.isEmpty();
    }

    /** The log that an export says it is of, whether it verifies or not. */
    private static Optional<String> origin(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            return first != null
                            && StrictJson.parse(first.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject header
                            && header.get("origin") instanceof JsonString origin
                    ? Optional.of(origin.value())
                    : Optional.empty();
        } catch (IOException | MalformedJson unreadable) {
            return Optional.empty();
        }
    }

    private SortedMap<Path, Verdict> verdicts(Path path) {
        VerifyOptions options = options();
        try {
            if (Files.isDirectory(path)) {
                return OfflineVerifier.verifyFolder(path, options);
            }
            if (!Files.exists(path)) {
                throw Complaint.usage("no_such_file", "receipts verify: no file `" + target + "`");
            }
            SortedMap<Path, Verdict> one = new TreeMap<>();
            one.put(path, OfflineVerifier.verify(path, options));
            return one;
        } catch (IOException unreadable) {
            throw Complaint.usage(
                    "unreadable", "receipts verify: cannot read `" + target + "`: " + unreadable.getMessage());
        }
    }

    private boolean report(Path file, Verdict verdict) {
        JsonObject.Builder out = JsonObject.builder().put("file", file.toString());
        return switch (verdict) {
            case Verdict.Verified v -> {
                out.put("verified", true)
                        .put("format", "sallyport-2")
                        .put("checked", v.count())
                        .put("origin", v.origin())
                        .put("root", v.root())
                        .put("signer", v.signer().name().toLowerCase(Locale.ROOT))
                        .put("anchored", v.anchored())
                        .put("anchored_size", v.anchoredSize());
                row(
                        out.build(),
                        file + ": verified, " + v.count() + " receipts of " + v.origin() + ", signer "
                                + v.signer().name().toLowerCase(Locale.ROOT) + ", "
                                + (v.anchored()
                                        ? "anchored up to receipt " + v.anchoredSize()
                                        : "not anchored: nothing from elsewhere shows that this is the only history"));
                yield true;
            }
            case Verdict.ChainOnly c -> {
                out.put("verified", true)
                        .put("format", "aegis-1")
                        .put("checked", c.count())
                        .put("head", c.head())
                        .put("anchored", false);
                row(
                        out.build(),
                        file + ": the chain of " + c.count()
                                + " aegis-1 receipts links up; nothing anchors it, its tail may be missing");
                yield true;
            }
            case Verdict.Fault f -> {
                out.put("verified", false)
                        .put("error", f.code())
                        .put("line", f.line())
                        .put("message", f.message());
                row(out.build(), file + ":" + f.line() + ": not verified, " + f.code() + ": " + f.message());
                yield false;
            }
        };
    }
}
