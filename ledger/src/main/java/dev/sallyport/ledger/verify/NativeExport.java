package dev.sallyport.ledger.verify;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Members;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.export.ExportFormat;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.NoteSignature;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.succession.KeySuccession;
import dev.sallyport.ledger.succession.Succession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check of one native export, line by line, in constant memory. */
final class NativeExport {
    private static final int CHECKPOINT_LINES = 3;
    private static final JsonLimits ENDS = new JsonLimits(Lines.MAX_BYTES, 2, 16, Lines.MAX_BYTES);
    private static final byte[] TRAILER_START = "{\"checkpoint\":".getBytes(StandardCharsets.US_ASCII);

    private final Lines lines;
    private final VerifyOptions options;
    private final MessageDigest before = Sha256.digest();
    private final String origin;
    private final VerifierKey key;
    private final Succession succession;
    private final Anchoring anchoring;
    private Tree tree = Tree.empty();
    private Chain chain = Chain.genesis();
    private @Nullable String tenant;

    NativeExport(byte[] header, Lines lines, VerifyOptions options) {
        this.lines = lines;
        this.options = options;
        Members members = ends(header, ExportFormat.HEADER);
        if (!members.string("format").equals(ReceiptFormat.NAME)) {
            throw fault("unknown_format", "the format is not " + ReceiptFormat.NAME);
        }
        this.origin = members.string("origin");
        this.key = VerifierKey.parse(members.string("vkey"), SignatureType.ED25519);
        this.succession = new Succession(options.key());
        this.anchoring = Anchoring.of(origin, key, options);
        digest(header);
    }

    Verdict check() throws IOException {
        byte[] line = lines.next();
        while (line != null && !isTrailer(line)) {
            receipt(line);
            digest(line);
            line = lines.next();
        }
        if (line == null) {
            throw fault("unanchored", "the file ends without its trailer: nothing shows that its tail is there");
        }
        Checkpoint checkpoint = trailer(line);
        if (lines.next() != null) {
            throw fault("after_trailer", "something follows the trailer");
        }
        anchoring.end(tree.size());
        return new Verdict.Verified(
                tree.size(),
                origin,
                checkpoint.rootBase64(),
                options.key().isPresent() ? Verdict.SignerCheck.CHECKED : Verdict.SignerCheck.UNCHECKED,
                anchoring.size());
    }

    private void receipt(byte[] line) throws IOException {
        Receipt receipt = Receipt.read(line);
        if (tenant == null) {
            tenant = receipt.envelope().tenant();
        }
        if (!receipt.envelope().tenant().equals(tenant)) {
            throw fault("foreign_tenant", "a receipt of another tenant than the ones before it");
        }
        succession.require(receipt, lines.number());
        place(receipt.sequence());
        if (!receipt.previous().equals(Hex.of(chain.head()))) {
            throw fault("chain_broken", "the receipt does not name the hash of the one before it");
        }
        succession.advance(receipt, lines.number());
        KeySuccession.of(receipt).ifPresent(said -> anchoring.ended(said, receipt.sequence()));
        byte[] hash = ReceiptHash.of(line);
        chain = Chain.of(receipt.sequence() + 1, hash);
        tree = tree.append(hash);
        anchoring.reached(tree);
    }

    private void place(long sequence) throws IOException {
        long expected = chain.nextSequence();
        if (sequence < expected) {
            throw fault("repeated_receipt", "receipt " + sequence + " stands here again; " + expected + " is expected");
        }
        if (sequence > expected) {
            long at = lines.number();
            throw laterHolds(expected)
                    ? new Found("out_of_order", at, "receipt " + sequence + " stands before receipt " + expected)
                    : new Found("missing_receipt", at, "receipt " + expected + " is missing; this is " + sequence);
        }
    }

    /** Whether the missing receipt stands further below; only asked once the file has failed, to say how. */
    private boolean laterHolds(long sequence) throws IOException {
        try {
            for (byte[] line = lines.next(); line != null && !isTrailer(line); line = lines.next()) {
                if (Receipt.read(line).sequence() == sequence) {
                    return true;
                }
            }
            return false;
        } catch (Malformed | Found e) {
            return false;
        }
    }

    /** Only the last receipt shows which keys there were: whose log this is, is asked when it has been read. */
    private void keys() {
        if (!succession.holdsGiven(key)) {
            throw new Found("key_differs", 1, "the key given is none of the keys of this log; it ends in " + key.id());
        }
        if (!succession.endsIn(key)) {
            throw new Found(
                    "foreign_key",
                    succession.since(),
                    "the key of this receipt and the header's key " + key.id() + " are not linked by endorsements");
        }
    }

    private Checkpoint trailer(byte[] line) {
        keys();
        Members members = ends(line, ExportFormat.TRAILER);
        String signed = members.string("checkpoint");
        String digest = members.string("sha256");
        SignedNote note = SignedNote.parse(signed);
        signature(note);
        if (note.text().lines().count() > CHECKPOINT_LINES) {
            throw fault("checkpoint_lines", "the checkpoint of an export has three lines, this one has more");
        }
        Checkpoint checkpoint = Checkpoint.parse(note.text(), origin);
        if (checkpoint.size() != tree.size()) {
            String what = checkpoint.size() > tree.size() ? "the tail is missing" : "it is older than the receipts";
            throw fault(
                    "checkpoint_size",
                    "the checkpoint is of " + checkpoint.size() + " receipts, the file has " + tree.size() + ": "
                            + what);
        }
        if (!Arrays.equals(checkpoint.root(), tree.root())) {
            throw fault("checkpoint_root", "the receipts have another root than the checkpoint");
        }
        if (!digest.equals(Hex.of(before.digest()))) {
            throw fault("trailer_digest", "the bytes before the trailer have another SHA-256 than it says");
        }
        return checkpoint;
    }

    private void signature(SignedNote note) {
        if (note.signatures().size() != 1) {
            throw fault(
                    "signature_count",
                    "the checkpoint of an export has one signature, this one has "
                            + note.signatures().size());
        }
        NoteSignature signature = note.signatures().getFirst();
        if (!signature.names(key)) {
            throw fault("signature_unknown", "the checkpoint is signed by another key than " + key.id());
        }
        if (!key.verify(note.text().getBytes(StandardCharsets.UTF_8), signature.signature())) {
            throw fault("signature_invalid", "the key " + key.id() + " did not sign this checkpoint");
        }
    }

    /** The first or the last line, which has exactly these members in canonical form. */
    private static Members ends(byte[] line, List<String> names) {
        try {
            Json value = StrictJson.parse(line, ENDS);
            if (!Arrays.equals(CanonicalForm.of(value, ReceiptFormat.SCHEME), line)) {
                throw new Malformed("not_canonical", "the line is not in canonical form");
            }
            if (value instanceof JsonObject object) {
                return Members.exactly(names, object);
            }
        } catch (MalformedJson e) {
            throw new Malformed(e.code(), String.valueOf(e.getMessage()));
        }
        throw new Malformed("wrong_member", "the line must be an object");
    }

    private static boolean isTrailer(byte[] line) {
        return line.length >= TRAILER_START.length
                && Arrays.equals(line, 0, TRAILER_START.length, TRAILER_START, 0, TRAILER_START.length);
    }

    private void digest(byte[] line) {
        before.update(line);
        before.update((byte) '\n');
    }

    private Found fault(String code, String message) {
        return new Found(code, lines.number(), message);
    }
}
