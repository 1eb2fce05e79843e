package dev.sallyport.ledger.log;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Anchors as they are kept elsewhere: signed checkpoints one below the other, each of any log, or one tlog-proof whose
 * {@code extra} is a tenant's checkpoint and which shows that one to be a leaf of a witnessed install log.
 *
 * @param notes the checkpoints, oldest first as they were appended; nothing is checked yet
 * @param proofs the proofs; nothing is checked yet
 */
public record AnchorFile(List<SignedNote> notes, List<LogProof> proofs) {
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 64 << 20;

    private static final String SIGNATURE = "\u2014 ";

    public AnchorFile {
        notes = List.copyOf(notes);
        proofs = List.copyOf(proofs);
    }

    /**
     * Reads a file; checks no signature.
     *
     * @throws Malformed {@code anchor_format}, or a code of {@link SignedNote#parse(String)} or {@link LogProof#parse}
     */
    public static AnchorFile parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new Malformed("anchor_format", "anchors may have " + MAX_BYTES + " bytes, these have " + file.length);
        }
        String text = utf8(file);
        if (text.startsWith(LogProof.FIRST_LINE)) {
            return new AnchorFile(List.of(), List.of(LogProof.parse(file)));
        }
        List<SignedNote> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signed = false;
        for (String line : text.split("\n", -1)) {
            boolean signature = line.startsWith(SIGNATURE);
            if (signed && !signature) {
                notes.add(SignedNote.parse(note.toString()));
                note.setLength(0);
                signed = false;
            }
            if (!line.isEmpty() || !note.isEmpty()) {
                note.append(line).append('\n');
            }
            signed |= signature;
        }
        if (!note.isEmpty() || notes.isEmpty()) {
            throw new Malformed("anchor_format", "anchors are signed checkpoints or a tlog-proof, each whole");
        }
        return new AnchorFile(notes, List.of());
    }

    /**
     * The anchors of one log that hold, each under the policy: a checkpoint of the log itself, or a proof that its checkpoint
     * is a leaf of the install log. Those of other logs are passed over.
     *
     * @param origin the log
     * @param key the install's key, which signs the log and the install log
     * @throws Malformed when one of this log does not hold: a code of {@link LogPolicy#accept(byte[])} or
     *     {@link LogProof#verify}
     */
    public List<Anchor> of(String origin, VerifierKey key, List<VerifierKey> witnesses, int quorum) {
        List<Anchor> anchors = new ArrayList<>();
        for (SignedNote note : notes) {
            if (Checkpoint.parse(note.text()).origin().equals(origin)) {
                AcceptedCheckpoint accepted = new LogPolicy(origin, key, witnesses, quorum).accept(note);
                anchors.add(anchor(accepted.checkpoint(), accepted.witnesses().size()));
            }
        }
        for (LogProof proof : proofs) {
            Checkpoint leaf = leaf(proof);
            if (leaf.origin().equals(origin)) {
                AcceptedCheckpoint accepted = proof.verify(
                        TenantCheckpoint.record(leaf.text()),
                        new LogPolicy(installOrigin(proof, key), key, witnesses, quorum));
                anchors.add(anchor(leaf, accepted.witnesses().size()));
            }
        }
        return anchors;
    }

    /** The same anchors as files of one each. */
    public List<AnchorFile> each() {
        List<AnchorFile> files = new ArrayList<>();
        notes.forEach(note -> files.add(new AnchorFile(List.of(note), List.of())));
        proofs.forEach(proof -> files.add(new AnchorFile(List.of(), List.of(proof))));
        return files;
    }

    /** What is said of a log here, whether it holds or not. */
    public List<Checkpoint> claims(String origin) {
        List<Checkpoint> claims = new ArrayList<>();
        notes.forEach(note -> claims.add(Checkpoint.parse(note.text())));
        proofs.forEach(proof -> claims.add(leaf(proof)));
        claims.removeIf(claim -> !claim.origin().equals(origin));
        return claims;
    }

    /** The logs that are anchored here, whether the anchors hold or not. */
    public List<String> origins() {
        List<String> origins = new ArrayList<>();
        notes.forEach(note -> origins.add(Checkpoint.parse(note.text()).origin()));
        proofs.forEach(proof -> origins.add(leaf(proof).origin()));
        return origins.stream().distinct().toList();
    }

    private static Anchor anchor(Checkpoint checkpoint, int witnesses) {
        return new Anchor(checkpoint.origin(), checkpoint.size(), checkpoint.root(), witnesses);
    }

    private static Checkpoint leaf(LogProof proof) {
        if (proof.extra().length == 0) {
            throw new Malformed(
                    "anchor_format", "a proof is an anchor only with a tenant's checkpoint in its extra line");
        }
        Checkpoint leaf = Checkpoint.parse(utf8(proof.extra()));
        if (!leaf.text().equals(utf8(proof.extra()))) {
            throw new Malformed("anchor_format", "the extra line must be a checkpoint's text and nothing else");
        }
        return leaf;
    }

    private static String installOrigin(LogProof proof, VerifierKey key) {
        String origin =
                Checkpoint.parse(SignedNote.parse(proof.checkpoint()).text()).origin();
        if (!TenantCheckpoint.isInstallOrigin(origin, key)) {
            throw new Malformed(
                    "checkpoint_origin", "the proof's checkpoint is not of the install log of " + key.name());
        }
        return origin;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("anchor_format", "anchors must be UTF-8");
        }
    }
}
