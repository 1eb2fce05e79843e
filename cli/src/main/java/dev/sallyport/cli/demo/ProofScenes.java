package dev.sallyport.cli.demo;

import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.api.ReceiptExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The scenes without a gateway: the receipts leave the house, are checked with the log's key, and are tampered with. */
final class ProofScenes {
    private final DataFolder data;
    private long receipts;

    ProofScenes(DataFolder data) {
        this.data = data;
    }

    long receipts() {
        return receipts;
    }

    Path export() {
        return data.path().resolve("demo.receipts");
    }

    Step verify() throws IOException {
        Files.deleteIfExists(export());
        VerifierKey key;
        try (Snapshot snapshot = Snapshot.of(data);
                OutputStream out = Files.newOutputStream(export())) {
            key = snapshot.logs().signer().verifierKey();
            new ReceiptExport(snapshot.records(), snapshot.logs()).write(new TenantId("default"), out);
        }
        Verdict verdict = OfflineVerifier.verify(export(), VerifyOptions.with(key));
        Expectation.that(verdict instanceof Verdict.Verified, "the receipts to verify", verdict);
        Verdict.Verified verified = (Verdict.Verified) verdict;
        Expectation.that(verified.signer() == Verdict.SignerCheck.CHECKED, "the signer to be the log's key", verified);
        long lines = Files.readString(export()).lines().count() - 2;
        Expectation.that(verified.count() == lines && lines > 0, "every receipt in the file to be counted", verified);
        receipts = verified.count();
        return new Step(
                "verify",
                "The receipts are exported and verified offline.",
                "verified",
                "signer_checked",
                receipts + " receipts, chained and under one signed checkpoint");
    }

    /** Flips one bit of one digit in the middle receipt; the file stays as long and as readable as it was. */
    Step tamper() throws IOException {
        byte[] bytes = Files.readAllBytes(export());
        int line = 1 + (int) receipts / 2;
        int at = lineStart(bytes, line) + "{\"body\":{\"a".length();
        bytes[at] ^= 1;
        Path forged = export().resolveSibling("demo-forged.receipts");
        Files.write(forged, bytes);
        Verdict verdict = OfflineVerifier.verify(forged, VerifyOptions.none());
        Expectation.that(verdict instanceof Verdict.Fault, "the flipped byte to be found", verdict);
        Verdict.Fault fault = (Verdict.Fault) verdict;
        Expectation.that(fault.line() >= line + 1, "a fault on or after the line that was changed", fault);
        Files.move(forged, export().resolveSibling("demo-forged.txt"), StandardCopyOption.REPLACE_EXISTING);
        return new Step(
                "tamper",
                "One bit of byte " + at + " of that file is flipped.",
                "not verified",
                fault.code(),
                "line " + fault.line() + ": " + fault.message());
    }

    private static int lineStart(byte[] bytes, int line) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int i = 0; i < line; i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return start;
    }
}
