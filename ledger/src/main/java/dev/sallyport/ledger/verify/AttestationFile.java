package dev.sallyport.ledger.verify;

import dev.sallyport.ledger.attestation.DecisionStatement;
import dev.sallyport.ledger.attestation.DsseEnvelope;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.Anchor;
import dev.sallyport.ledger.log.AnchorFile;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.VerifierKey;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One check of one file of decisions in envelopes, line by line: one key, one log, one checkpoint for all. */
final class AttestationFile {
    private final Lines lines;
    private final VerifyOptions options;
    private @Nullable VerifierKey key;
    private @Nullable Checkpoint checkpoint;
    private byte[] note = new byte[0];
    private String tenant = "";
    private long last = -1;
    private long count;

    AttestationFile(Lines lines, VerifyOptions options) {
        this.lines = lines;
        this.options = options;
        this.key = options.key().orElse(null);
    }

    InterchangeVerdict check() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            DsseEnvelope envelope = DsseEnvelope.parse(line);
            // A key from elsewhere is asked before anything is read that came with the file.
            if (key != null) {
                signed(envelope, key);
            }
            DecisionStatement said = DecisionStatement.read(envelope);
            if (key == null) {
                signed(envelope, said.key());
                key = said.key();
            }
            statement(said, key);
            count++;
        }
        return verdict();
    }

    private void signed(DsseEnvelope envelope, VerifierKey by) {
        if (!envelope.keyId().equals(by.id())) {
            boolean first = lines.number() == 1 && options.key().isPresent();
            throw new Malformed(
                    first ? "key_differs" : "signature_unknown",
                    "the envelope is signed by " + envelope.keyId() + ", not by " + by.id());
        }
        if (!envelope.signedBy(by)) {
            throw new Malformed("signature_invalid", "the signature of " + by.id() + " does not hold");
        }
    }

    private void statement(DecisionStatement said, VerifierKey by) {
        if (!said.key().equals(by)) {
            throw new Malformed("key_differs", "the statement names another key than the one that signed it");
        }
        Checkpoint under = checkpoint(said, by);
        long sequence = said.receipt().sequence();
        if (!said.receipt().envelope().tenant().equals(tenant)) {
            throw new Malformed("foreign_tenant", "a decision of another tenant than the ones before it");
        }
        if (sequence <= last) {
            throw new Malformed("repeated_receipt", "receipt " + sequence + " stands after receipt " + last);
        }
        if (said.proof().index() != sequence) {
            throw new Malformed("proof_index", "the proof is of another place than the receipt's");
        }
        InclusionProof proof =
                new InclusionProof(sequence, under.size(), said.proof().path());
        if (proof.verify(TreeHash.leaf(said.receiptHash()), under.root()) instanceof ProofVerdict.Fails fails) {
            throw new Malformed(fails.code(), fails.reason());
        }
        last = sequence;
    }

    /** The checkpoint under which all decisions of the file stand; its signature is checked once. */
    private Checkpoint checkpoint(DecisionStatement said, VerifierKey by) {
        if (checkpoint == null) {
            note = said.proof().checkpoint();
            tenant = said.receipt().envelope().tenant();
            checkpoint = LogPolicy.unwitnessed(said.origin(), by).accept(note).checkpoint();
        }
        if (!said.origin().equals(checkpoint.origin())
                || !Arrays.equals(note, said.proof().checkpoint())) {
            throw new Malformed(
                    "checkpoint_differs", "the decisions of a file stand under one checkpoint, this one does not");
        }
        return checkpoint;
    }

    private InterchangeVerdict verdict() {
        Checkpoint under = checkpoint;
        VerifierKey by = key;
        if (under == null || by == null) {
            throw new Found("empty_file", 1, "the file holds no decision");
        }
        return new InterchangeVerdict.Attested(
                count,
                under.origin(),
                under.size(),
                under.rootBase64(),
                options.key().isPresent() ? Verdict.SignerCheck.CHECKED : Verdict.SignerCheck.UNCHECKED,
                anchored(under, by));
    }

    /** Decisions alone can't be compared with another length of the log, so only an anchor of this checkpoint counts. */
    private boolean anchored(Checkpoint under, VerifierKey by) {
        for (AnchorFile file : options.anchors()) {
            for (Anchor anchor : file.of(under.origin(), by, options.witnesses(), options.quorum())) {
                if (anchor.size() == under.size()) {
                    if (!Arrays.equals(anchor.root(), under.root())) {
                        throw new Malformed(
                                "history_differs_from_anchor",
                                "the first " + anchor.size() + " receipts are not those that the anchor covers");
                    }
                    return true;
                }
            }
        }
        if (!options.anchors().isEmpty()) {
            throw new Malformed(
                    "anchor_missing",
                    "no anchor given is of the " + under.size() + " receipts this file stands under: verify a"
                            + " sallyport-2 export against anchors of another length");
        }
        return false;
    }
}
