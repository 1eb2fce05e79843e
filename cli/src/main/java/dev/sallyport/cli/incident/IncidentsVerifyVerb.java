package dev.sallyport.cli.incident;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.anchor.Keys;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.soc.story.BundleCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incidents verify}: checks an exported incident with nothing but the file, and names the first fault. */
@Command
public final class IncidentsVerifyVerb extends Verb {
    private static final int MOST_BYTES = 64 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 64, 4_000_000, 16 << 20);

    @Parameters(paramLabel = "FILE|DIR", description = "what `incidents export` wrote")
    private String target = "";

    @Option(
            names = "--key",
            paramLabel = "K",
            description =
                    "the log's verifier key, or a file whose first line it is; without it the signer is unchecked")
    private @Nullable String key;

    /** On that terminal. */
    public IncidentsVerifyVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Optional<VerifierKey> log = Optional.ofNullable(key)
                .map(k -> Keys.read(terminal(), k, SignatureType.ED25519, "incidents verify: --key"));
        BundleCheck.Finding finding = BundleCheck.check(bundle(), log);
        JsonObject.Builder out = JsonObject.builder()
                .put("file", target)
                .put("verified", finding.holds() && finding.signed())
                .put("consistent", finding.holds())
                .put("origin", finding.origin());
        if (finding.holds()) {
            String signer = finding.signed() ? "known" : "unchecked";
            row(
                    out.put("receipts", finding.receipts())
                            .put("signer", signer)
                            .build(),
                    target + ": " + (finding.signed() ? "verified; signer known" : "consistent; signer unchecked")
                            + "; "
                            + finding.receipts() + " receipts of " + finding.origin()
                            + "; timeline, reach, people's acts and where they left the incident are what the receipts say");
            return Exit.OK;
        }
        row(
                out.put("error", finding.code())
                        .put("message", finding.message())
                        .build(),
                target + ": not verified, " + finding.code() + ": " + finding.message());
        return Exit.NO;
    }

    private JsonObject bundle() {
        Path path = terminal().path(target);
        Path file = Files.isDirectory(path) ? path.resolve(IncidentsExportVerb.FILE) : path;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Complaint.usage(
                        "unreadable", "incidents verify: `" + target + "` has more than " + MOST_BYTES + " bytes");
            }
            if (StrictJson.parse(Files.readAllBytes(file), LIMITS) instanceof JsonObject bundle) {
                return bundle;
            }
            throw Complaint.usage("not_an_export", "incidents verify: `" + target + "` is no exported incident");
        } catch (IOException e) {
            throw Complaint.usage("no_such_file", "incidents verify: no exported incident at `" + target + "`");
        } catch (MalformedJson e) {
            throw new Complaint(Exit.NO, e.code(), "incidents verify: `" + target + "` is not JSON: " + e.getMessage());
        }
    }
}
