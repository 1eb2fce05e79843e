package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.verify.InterchangeVerdict;
import dev.sallyport.ledger.verify.InterchangeVerifier;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Says what came of checking a file of decisions in envelopes or of OCSF events. */
record InterchangeFile(Terminal terminal, boolean json) {
    /** Whether the file is right; empty if it is of neither form. */
    Optional<Boolean> report(Path file, VerifyOptions options) throws IOException {
        return InterchangeVerifier.verify(file, options).map(verdict -> switch (verdict) {
            case InterchangeVerdict.Attested a -> attested(file, a);
            case InterchangeVerdict.Linked l -> linked(file, l);
            case InterchangeVerdict.Refused r -> refused(file, r);
        });
    }

    private boolean attested(Path file, InterchangeVerdict.Attested a) {
        String signer = a.signer().name().toLowerCase(Locale.ROOT);
        row(
                JsonObject.builder()
                        .put("file", file.toString())
                        .put("verified", true)
                        .put("format", "dsse")
                        .put("checked", a.count())
                        .put("origin", a.origin())
                        .put("size", a.size())
                        .put("root", a.root())
                        .put("signer", signer)
                        .put("anchored", a.anchored())
                        .build(),
                file + ": " + a.count() + " decisions verified in the " + a.size() + " receipts of " + a.origin()
                        + ", signer " + signer + "; which decisions were left out, it does not show");
        return true;
    }

    private boolean linked(Path file, InterchangeVerdict.Linked l) {
        row(
                JsonObject.builder()
                        .put("file", file.toString())
                        .put("verified", true)
                        .put("format", "ocsf")
                        .put("checked", l.count())
                        .put("chain", l.chain())
                        .put("head", l.head())
                        .put("anchored", false)
                        .build(),
                file + ": the chain of " + l.count()
                        + " OCSF events links up; nobody signed it, its tail may be missing");
        return true;
    }

    private boolean refused(Path file, InterchangeVerdict.Refused r) {
        row(
                JsonObject.builder()
                        .put("file", file.toString())
                        .put("verified", false)
                        .put("error", r.fault().code())
                        .put("line", r.fault().line())
                        .put("message", r.fault().message())
                        .build(),
                file + ":" + r.fault().line() + ": not verified, " + r.fault().code() + ": "
                        + r.fault().message());
        return false;
    }

    private void row(JsonObject forPrograms, String forPeople) {
        if (json) {
            terminal.json(forPrograms);
        } else {
            terminal.line(forPeople);
        }
    }
}
