package dev.sallyport.ledger.log;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which checkpoints of one log somebody accepts (after C2SP tlog-policy): those of this origin, signed by the log's key and
 * cosigned by at least {@code quorum} of the witnesses.
 *
 * @param origin the log's origin line
 * @param log the log's own key, of type {@link SignatureType#ED25519}
 * @param witnesses keys of type {@link SignatureType#COSIGNATURE_V1}
 * @param quorum how many witnesses must have cosigned; 0 asks for none
 */
public record LogPolicy(String origin, VerifierKey log, List<VerifierKey> witnesses, int quorum) {
    public LogPolicy {
        witnesses = List.copyOf(witnesses);
        requireType(log, SignatureType.ED25519);
        witnesses.forEach(witness -> requireType(witness, SignatureType.COSIGNATURE_V1));
        if (quorum < 0) {
            throw new IllegalArgumentException("a quorum must not be negative, is " + quorum);
        }
    }

    /** The policy that asks for the log's signature alone. */
    public static LogPolicy unwitnessed(String origin, VerifierKey log) {
        return new LogPolicy(origin, log, List.of(), 0);
    }

    /**
     * The policy over keys in their text form, read in this order.
     *
     * @throws Malformed when one is not well formed or of another type than its place asks for
     */
    public static LogPolicy of(String origin, String log, List<String> witnesses, int quorum) {
        VerifierKey logKey = VerifierKey.parse(log, SignatureType.ED25519);
        List<VerifierKey> keys = witnesses.stream()
                .map(witness -> VerifierKey.parse(witness, SignatureType.COSIGNATURE_V1))
                .toList();
        return new LogPolicy(origin, logKey, keys, quorum);
    }

    /**
     * Reads a checkpoint and accepts it under this policy. Signatures of keys the policy does not name are ignored.
     *
     * @throws Malformed when it is not acceptable: a code of {@link SignedNote#parse(byte[])} or
     *     {@link Checkpoint#parse}, {@code signature_count}, {@code signature_invalid}, {@code signature_unknown},
     *     {@code checkpoint_origin} or {@code witness_quorum}
     */
    public AcceptedCheckpoint accept(byte[] noteBytes) {
        return accept(SignedNote.parse(noteBytes));
    }

    /** Accepts a note that was read already, as {@link #accept(byte[])} does. */
    public AcceptedCheckpoint accept(SignedNote note) {
        List<VerifierKey> known = new ArrayList<>(witnesses);
        known.addFirst(log);
        List<VerifierKey> by = signers(note, known);
        if (!by.contains(log)) {
            throw new Malformed("signature_unknown", "the checkpoint is not signed by " + log.id());
        }
        Checkpoint checkpoint = Checkpoint.parse(note.text(), origin);
        List<VerifierKey> cosigners = distinctKeys(by);
        if (cosigners.size() < quorum) {
            throw new Malformed(
                    "witness_quorum", cosigners.size() + " witnesses cosigned, the policy asks for " + quorum);
        }
        return new AcceptedCheckpoint(note, checkpoint, cosigners);
    }

    private static List<VerifierKey> signers(SignedNote note, List<VerifierKey> known) {
        return switch (note.check(known)) {
            case NoteVerdict.Signed signed -> signed.by();
            case NoteVerdict.BadSignature bad ->
                throw new Malformed(
                        "signature_invalid", "the signature of " + bad.key().id() + " does not hold");
            case NoteVerdict.Repeated repeated ->
                throw new Malformed("signature_count", repeated.key().id() + " signed twice");
            case NoteVerdict.NoKnownKey none ->
                throw new Malformed("signature_unknown", "no signature is of a known key");
        };
    }

    /** A cosignature does not bind its maker's name, so one key under two names is one witness. */
    private static List<VerifierKey> distinctKeys(List<VerifierKey> by) {
        Set<String> seen = new HashSet<>();
        List<VerifierKey> distinct = new ArrayList<>();
        for (VerifierKey key : by) {
            if (key.type() == SignatureType.COSIGNATURE_V1 && seen.add(key.keyMaterial())) {
                distinct.add(key);
            }
        }
        return distinct;
    }

    private static void requireType(VerifierKey key, SignatureType type) {
        if (key.type() != type) {
            throw new Malformed("vkey_unknown_type", "the key " + key.id() + " is not of type " + type);
        }
    }
}
