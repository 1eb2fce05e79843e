package dev.sallyport.soc.story;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.ActReceipts;
import dev.sallyport.soc.incident.Handling;
import dev.sallyport.soc.incident.Status;
import dev.sallyport.soc.incident.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What people did with an incident, held against the receipts: each act has its receipt, no receipt of an act is left without it, what was
 * voided is not among them, and the incident stands as they left it. Of an incident with {@value Handling#MOST_ACTS} acts earlier ones are left
 * out, and what those alone decided is not checked.
 */
final class ActCheck {
    private final String incident;
    private final List<Act> acts;
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final Set<String> voided = new HashSet<>();

    private ActCheck(Fields incident, List<SealedReceipt> sealed) {
        this.incident = incident.text("incident_id");
        this.acts = acts(incident);
        for (SealedReceipt each : sealed) {
            Receipt receipt = Receipt.read(each.canonical());
            receipts.put(each.receiptId(), receipt);
            if (receipt.envelope().kind() == ReceiptKind.ADMINISTRATION) {
                ActReceipts.voids(receipt.body(), this.incident).ifPresent(voided::add);
            }
        }
    }

    /** The acts that the incident names. */
    static List<Act> acts(Fields incident) {
        return incident.whole().get("acts") == null
                ? List.of()
                : incident.items("acts").stream()
                        .map(act -> Act.read(Fields.of("an act", act)))
                        .toList();
    }

    /**
     * Checks.
     *
     * @throws Malformed naming the first thing that does not hold
     */
    static void check(Fields incident, List<SealedReceipt> receipts) {
        ActCheck check = new ActCheck(incident, receipts);
        check.attested();
        check.complete();
        check.stands(incident);
    }

    /** Each act's receipt says just that, in the order of the chain; what was typed opens the commitment in it. */
    private void attested() {
        long last = -1;
        for (Act act : acts) {
            Receipt receipt = receipts.get(act.receiptId());
            boolean holds = receipt != null
                    && receipt.envelope().kind() == ReceiptKind.ADMINISTRATION
                    && receipt.body().equals(ActReceipts.of(act, incident));
            if (!holds) {
                throw new Malformed(
                        "act_unattested", "no receipt says that " + act.kind().wire() + " happened so");
            }
            if (voided.contains(act.receiptId())) {
                throw new Malformed("act_voided", "receipt " + act.receiptId() + " did not come into force");
            }
            long sequence = Objects.requireNonNull(receipt).sequence();
            if (sequence <= last) {
                throw new Malformed("act_order", "the acts are not in the order of their receipts");
            }
            last = sequence;
        }
    }

    /** Each receipt of an act on it stands among the acts, unless it was voided or is older than the acts that are named. */
    private void complete() {
        Set<String> named = new HashSet<>();
        acts.forEach(act -> named.add(act.receiptId()));
        long first = isCut()
                ? Objects.requireNonNull(receipts.get(acts.getFirst().receiptId()))
                        .sequence()
                : 0;
        receipts.forEach((id, receipt) -> {
            boolean isAct = receipt.envelope().kind() == ReceiptKind.ADMINISTRATION
                    && ActReceipts.isAct(receipt.body(), incident);
            if (isAct && receipt.sequence() >= first && !named.contains(id) && !voided.contains(id)) {
                throw new Malformed("act_missing", "the act of receipt " + id + " is not among the incident's acts");
            }
        });
    }

    private boolean isCut() {
        return acts.size() >= Handling.MOST_ACTS;
    }

    /** Status, verdict, note, assignee and whole are what the acts left. */
    private void stands(Fields said) {
        Map<String, String> left = new HashMap<>();
        if (!isCut()) {
            left.put("status", Status.OPEN.wire());
            left.put("verdict", Verdict.UNDECIDED.wire());
            left.put("note", "");
            left.put("assignee", "");
            left.put("merged_into", "");
        }
        for (Act act : acts) {
            switch (act.kind()) {
                case ASSIGNED -> {
                    left.put("status", Status.ASSIGNED.wire());
                    left.put("assignee", act.text());
                }
                case CLOSED -> {
                    left.put("status", Status.CLOSED.wire());
                    left.put("verdict", act.subject());
                    left.put("note", act.text());
                }
                case MERGED -> {
                    left.put("status", Status.MERGED.wire());
                    left.put("merged_into", act.subject());
                }
                case STEP_CONFIRMED, STEP_REFUSED, NARRATIVE_REVIEWED -> {
                    // These leave the incident as it was.
                }
            }
        }
        left.forEach((member, value) -> {
            Optional<String> found = said.optionalText(member);
            if (!found.orElse("").equals(value)) {
                throw new Malformed("incident_differs", "`" + member + "` is not what the acts left");
            }
        });
    }
}
