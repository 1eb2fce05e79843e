package dev.sallyport.soc.story;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.incident.Act;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks a {@link Bundle} with nothing but its own bytes and, if there is one, the log's key: each receipt's hash and place in the log, the
 * links between neighbours, the checkpoint's signature, that timeline and reach are what the receipts tell, and that the incident stands as
 * people's acts left it. What the gateway alone knows (the graph, the incident's sentence) is not checked here, and nothing says it is.
 */
public final class BundleCheck {
    private BundleCheck() {}

    /**
     * What came of it.
     *
     * @param code stable, empty if everything holds
     * @param message what is wrong where
     * @param origin the log
     * @param receipts how many hold
     * @param signed whether the key was given and signed the checkpoint
     */
    public record Finding(String code, String message, String origin, int receipts, boolean signed) {
        /** Whether everything holds. */
        public boolean holds() {
            return code.isEmpty();
        }
    }

    /** The first thing that does not hold, or that everything does. */
    public static Finding check(JsonObject bundle, Optional<VerifierKey> key) {
        String origin = "";
        try {
            Fields f = Fields.of("the bundle", bundle);
            if (!f.text("format").equals(Bundle.FORMAT)) {
                throw new Malformed("unknown_format", "the form is not " + Bundle.FORMAT);
            }
            Fields log = f.object("log");
            origin = log.text("origin");
            Checkpoint checkpoint = checkpoint(log, key);
            List<SealedReceipt> receipts = receipts(f, checkpoint);
            if (!f.items("missing").isEmpty()) {
                throw new Malformed("receipt_missing", "receipts that it rests on were not there when it was made");
            }
            told(f, receipts);
            return new Finding("", "", origin, receipts.size(), key.isPresent());
        } catch (Malformed fault) {
            return new Finding(fault.code(), String.valueOf(fault.getMessage()), origin, 0, false);
        } catch (FormBroken fault) {
            return new Finding("bundle_form", String.valueOf(fault.getMessage()), origin, 0, false);
        }
    }

    private static Checkpoint checkpoint(Fields log, Optional<VerifierKey> key) {
        SignedNote note = SignedNote.parse(log.text("checkpoint"));
        Checkpoint said = key.isPresent()
                ? LogPolicy.unwitnessed(log.text("origin"), key.get())
                        .accept(note)
                        .checkpoint()
                : Checkpoint.parse(note.text(), log.text("origin"));
        if (said.size() != log.integer("size") || !said.rootBase64().equals(log.text("root"))) {
            throw new Malformed("checkpoint_differs", "size or root are not those of the checkpoint beside them");
        }
        return said;
    }

    private static List<SealedReceipt> receipts(Fields bundle, Checkpoint checkpoint) {
        List<SealedReceipt> receipts = new ArrayList<>();
        Map<Long, SealedReceipt> bySequence = new HashMap<>();
        for (Json each : bundle.items("receipts")) {
            SealedReceipt sealed = receipt(Fields.of("a receipt", each), checkpoint);
            if (bySequence.putIfAbsent(sealed.sequence(), sealed) != null) {
                throw new Malformed("receipt_repeated", "two receipts stand at place " + sealed.sequence());
            }
            receipts.add(sealed);
        }
        if (receipts.isEmpty()) {
            throw new Malformed("no_receipts", "it holds no receipt");
        }
        for (SealedReceipt sealed : receipts) {
            SealedReceipt before = bySequence.get(sealed.sequence() - 1);
            if (before != null && !Receipt.read(sealed.canonical()).previous().equals(before.hashHex())) {
                throw new Malformed(
                        "chain_broken", "receipt " + sealed.sequence() + " does not follow the one before it");
            }
        }
        return receipts;
    }

    private static SealedReceipt receipt(Fields f, Checkpoint checkpoint) {
        byte[] canonical = f.text("canonical").getBytes(StandardCharsets.UTF_8);
        Receipt receipt = Receipt.read(canonical);
        byte[] hash = ReceiptHash.of(canonical);
        SealedReceipt sealed = new SealedReceipt(
                canonical, hash, receipt.sequence(), receipt.envelope().receiptId());
        boolean named = f.text("receipt_id").equals(sealed.receiptId())
                && f.integer("sequence") == sealed.sequence()
                && f.text("receipt_hash").equals(sealed.hashHex());
        if (!named) {
            throw new Malformed(
                    "receipt_differs", "what stands beside receipt " + sealed.sequence() + " is not its own");
        }
        List<byte[]> path = f.texts("path").stream().map(StrictBase64::parse).toList();
        InclusionProof proof = new InclusionProof(sealed.sequence(), checkpoint.size(), path);
        return switch (proof.verify(TreeHash.leaf(hash), checkpoint.root())) {
            case ProofVerdict.Holds holds -> sealed;
            case ProofVerdict.Fails fails ->
                throw new Malformed(fails.code(), "receipt " + sealed.sequence() + ": " + fails.reason());
        };
    }

    /** Timeline and reach, told again. */
    private static void told(Fields f, List<SealedReceipt> receipts) {
        String tenant = f.object("incident").text("tenant");
        for (SealedReceipt sealed : receipts) {
            if (!Receipt.read(sealed.canonical()).envelope().tenant().equals(tenant)) {
                throw new Malformed("foreign_receipt", "receipt " + sealed.sequence() + " is of another tenant");
            }
        }
        List<Seen> events = Witnessed.of(receipts);
        ActCheck.check(f.object("incident"), receipts);
        same(f, "timeline", Bundle.timeline(EventGroup.of(events)));
        narrative(f);
        same(f, "reach", Bundle.reach(Reach.of(events)));
    }

    /** Words are there only with the receipt of somebody who stands for them. */
    private static void narrative(Fields f) {
        Optional<Fields> told = f.optionalObject("narrative");
        if (told.isEmpty()) {
            return;
        }
        String digest = told.get().text("digest");
        boolean reviewed = ActCheck.acts(f.object("incident")).stream()
                .anyMatch(act -> act.kind() == Act.Kind.NARRATIVE_REVIEWED
                        && act.subject().equals(digest));
        if (!reviewed || !Bundle.digest(told.get().text("text")).equals(digest)) {
            throw new Malformed("narrative_unreviewed", "nobody's receipt stands for these words");
        }
    }

    private static void same(Fields f, String member, Json told) {
        Json said = f.whole().get(member);
        if (said == null || !Arrays.equals(bytes(said), bytes(told))) {
            throw new Malformed("story_differs", "`" + member + "` is not what the receipts tell");
        }
    }

    private static byte[] bytes(Json value) {
        return CanonicalForm.of(Objects.requireNonNull(value), Scheme.SALLYPORT_JCS_2);
    }
}
