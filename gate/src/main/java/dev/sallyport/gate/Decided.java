package dev.sallyport.gate;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.provenance.assess.Explanation;
import java.util.List;
import java.util.Optional;

/**
 * A decision whose receipt is durable (or, while its answer is being written, about to be).
 *
 * @param trial what a bundle on trial says to the same facts
 * @param shown the action hash in the agent's scheme
 * @param approval the request to people, if the decision asks for one; the claimed one, if this decision is a claim
 * @param relied the epochs the judgement relied on; a release checks them once more
 * @param explanation for people, why by provenance; for a call that was assessed and is not allowed. To its agent only what {@link
 *     Explanation#told} says
 * @param salt of the decision's commitments, and of its outcome's
 * @param trace the caller's trace, for exports; its word alone, and read by no rule
 */
public record Decided(
        DecisionId id,
        String receiptId,
        Judgement judgement,
        Optional<Trial> trial,
        Facts facts,
        ActionHash shown,
        Risk risk,
        Optional<Approval> approval,
        List<Commit.Expected> relied,
        Optional<Explanation> explanation,
        Salt salt,
        Optional<String> trace) {
    public Decided {
        relied = List.copyOf(relied);
    }
}
