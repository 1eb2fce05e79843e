package dev.sallyport.ledger.witness;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.merkle.ConsistencyProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.NoteSignature;
import dev.sallyport.ledger.note.NoteVerdict;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.witness.WitnessState.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cosigns checkpoints of the logs it knows, each only when it continues the one cosigned before, and only after that is
 * durable (C2SP tlog-witness v1.0.0).
 *
 * <p>Safe for use by several threads: of two requests that start from the same size one wins, the other is told the new
 * size.
 */
public final class Witness {
    private static final Set<String> SIGNATURE_FAULTS = Set.of("signature_line", "base64_not_strict", "key_name");

    private final Map<String, List<VerifierKey>> logs;
    private final Cosigner cosigner;
    private final WitnessState state;

    /**
     * @param logs the keys accepted for each origin
     * @param cosigner signs for this witness
     * @param state remembers what was cosigned
     */
    public Witness(Map<String, List<VerifierKey>> logs, Cosigner cosigner, WitnessState state) {
        this.logs = Map.copyOf(logs);
        this.cosigner = cosigner;
        this.state = state;
    }

    /**
     * Answers one {@code add-checkpoint}.
     *
     * @param body as it came
     * @param seconds the time the cosignature will name, since 1970
     */
    public WitnessAnswer addCheckpoint(byte[] body, long seconds) {
        try {
            AddCheckpoint asked = AddCheckpoint.parse(body);
            Checkpoint checkpoint = Checkpoint.parse(asked.checkpoint().text());
            List<VerifierKey> keys = logs.getOrDefault(checkpoint.origin(), List.of());
            if (keys.isEmpty()) {
                return new WitnessAnswer.UnknownLog();
            }
            return switch (asked.checkpoint().check(keys)) {
                case NoteVerdict.Signed signed -> follow(asked, checkpoint, signed.by(), seconds);
                case NoteVerdict.BadSignature bad ->
                    new WitnessAnswer.NotSigned("the signature of " + bad.key().id() + " does not hold");
                case NoteVerdict.Repeated repeated ->
                    new WitnessAnswer.NotSigned(repeated.key().id() + " signed twice");
                case NoteVerdict.NoKnownKey none -> new WitnessAnswer.NotSigned("no key of this log signed");
            };
        } catch (Malformed e) {
            // A signature that can't even be read is no signature of the log's.
            return SIGNATURE_FAULTS.contains(e.code())
                    ? new WitnessAnswer.NotSigned(String.valueOf(e.getMessage()))
                    : new WitnessAnswer.BadRequest(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** The newest checkpoint of the log that this witness cosigned, with both signatures. */
    public Optional<String> checkpoint(String origin) {
        return state.latest(origin).map(Seen::note);
    }

    /** The origins this witness follows. */
    public Set<String> origins() {
        return logs.keySet();
    }

    private WitnessAnswer follow(AddCheckpoint asked, Checkpoint checkpoint, List<VerifierKey> signedBy, long seconds) {
        if (asked.oldSize() > checkpoint.size()) {
            return new WitnessAnswer.BadRequest("witness_request", "the old size is above the checkpoint's");
        }
        Optional<Seen> latest = state.latest(checkpoint.origin());
        long latestSize = latest.map(Seen::size).orElse(0L);
        if (asked.oldSize() != latestSize) {
            return new WitnessAnswer.OtherSize(latestSize);
        }
        Optional<String> fault = fault(asked, checkpoint, latest);
        if (fault.isPresent()) {
            return new WitnessAnswer.Inconsistent(fault.get());
        }
        NoteSignature cosignature = cosigner.cosign(asked.checkpoint().text(), seconds);
        SignedNote kept =
                new SignedNote(asked.checkpoint().text(), signaturesOf(asked.checkpoint(), signedBy)).and(cosignature);
        Seen next = new Seen(checkpoint.size(), checkpoint.rootBase64(), kept.format());
        if (!state.replace(checkpoint.origin(), latest, next)) {
            return new WitnessAnswer.OtherSize(
                    state.latest(checkpoint.origin()).map(Seen::size).orElse(0L));
        }
        return new WitnessAnswer.Cosigned(cosignature);
    }

    /** What keeps the checkpoint from continuing the one cosigned before. */
    private static Optional<String> fault(AddCheckpoint asked, Checkpoint checkpoint, Optional<Seen> latest) {
        if (checkpoint.size() == 0 && !checkpoint.rootBase64().equals(StrictBase64.of(TreeHash.empty()))) {
            return Optional.of("the root of an empty log must be the hash of nothing");
        }
        if (asked.oldSize() == 0) {
            boolean sameSize = latest.isPresent() && checkpoint.size() == 0;
            boolean differs = sameSize && !latest.get().rootBase64().equals(checkpoint.rootBase64());
            return asked.proof().isEmpty() && !differs
                    ? Optional.empty()
                    : Optional.of("from an empty log there is nothing to prove");
        }
        byte[] oldRoot =
                latest.map(seen -> StrictBase64.parse(seen.rootBase64())).orElse(new byte[Sha256.BYTES]);
        ConsistencyProof proof = new ConsistencyProof(asked.oldSize(), checkpoint.size(), asked.proof());
        return switch (proof.verify(oldRoot, checkpoint.root())) {
            case ProofVerdict.Holds holds -> Optional.empty();
            case ProofVerdict.Fails fails -> Optional.of(fails.reason());
        };
    }

    private static List<NoteSignature> signaturesOf(SignedNote note, List<VerifierKey> keys) {
        return note.signatures().stream()
                .filter(signature -> keys.stream().anyMatch(signature::names))
                .toList();
    }
}
