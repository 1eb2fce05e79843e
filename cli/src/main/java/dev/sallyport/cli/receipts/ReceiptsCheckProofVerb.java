package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.anchor.Keys;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.AcceptedCheckpoint;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipts check-proof}: checks a tlog-proof file offline, with nothing but the receipt's hash and the log's key. */
@Command
public final class ReceiptsCheckProofVerb extends Verb {
    @Parameters(paramLabel = "PROOF", description = "a tlog-proof file, such as `receipts prove` writes")
    private String proof = "";

    @Option(names = "--record", paramLabel = "HEX", required = true, description = "the receipt's hash, 64 hex digits")
    private String record = "";

    @Option(
            names = "--key",
            paramLabel = "K",
            required = true,
            description = "the log's verifier key, or a file whose first line it is")
    private String key = "";

    @Option(names = "--origin", paramLabel = "O", description = "the log (default: any log that the key signs)")
    private @Nullable String origin;

    @Option(names = "--witness", paramLabel = "VKEY", description = "a witness's verifier key; may be repeated")
    private List<String> witnesses = List.of();

    @Option(names = "--quorum", paramLabel = "N", description = "how many witnesses must have cosigned (default: 0)")
    private int quorum;

    /** On that terminal. */
    public ReceiptsCheckProofVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        byte[] file = terminal().read(proof);
        VerifierKey log = Keys.read(terminal(), key, SignatureType.ED25519, "receipts check-proof: --key");
        List<VerifierKey> known = witnesses.stream()
                .map(w -> Keys.read(terminal(), w, SignatureType.COSIGNATURE_V1, "receipts check-proof: --witness"))
                .toList();
        byte[] hash = hash();
        try {
            LogProof read = LogProof.parse(file);
            String asked = origin == null
                    ? Checkpoint.parse(SignedNote.parse(read.checkpoint()).text())
                            .origin()
                    : origin;
            AcceptedCheckpoint accepted = read.verify(hash, new LogPolicy(asked, log, known, quorum));
            said(read.index(), accepted);
            return Exit.OK;
        } catch (Malformed fault) {
            row(
                    JsonObject.builder()
                            .put("verified", false)
                            .put("error", fault.code())
                            .put("message", String.valueOf(fault.getMessage()))
                            .build(),
                    proof + ": not verified, " + fault.code() + ": " + fault.getMessage());
            return Exit.NO;
        }
    }

    private byte[] hash() {
        try {
            return HexFormat.of().parseHex(record);
        } catch (IllegalArgumentException malformed) {
            throw Complaint.usage("not_a_hash", "receipts check-proof: --record takes 64 hexadecimal digits");
        }
    }

    private void said(long index, AcceptedCheckpoint accepted) {
        Checkpoint checkpoint = accepted.checkpoint();
        row(
                JsonObject.builder()
                        .put("verified", true)
                        .put("origin", checkpoint.origin())
                        .put("index", index)
                        .put("size", checkpoint.size())
                        .put("root", checkpoint.rootBase64())
                        .put("witnessed", accepted.witnesses().size())
                        .build(),
                proof + ": verified, record " + index + " of " + checkpoint.size() + " in " + checkpoint.origin() + ", "
                        + accepted.witnesses().size() + " witnesses");
    }
}
