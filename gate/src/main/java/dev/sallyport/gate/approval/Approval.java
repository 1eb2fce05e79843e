package dev.sallyport.gate.approval;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * A held action waiting for people.
 *
 * @param decision the decision that demanded it
 * @param tool tool and {@code action} name the call for people who list approvals; the bytes are in {@code sealed}
 * @param actionHash the hash the agent was shown, hex
 * @param binding what people agree to, lower-case hex of {@link Binding}
 * @param createdMillis milliseconds since the epoch
 * @param expiresMillis milliseconds since the epoch; at or after it the approval can't be claimed
 * @param sealed the held call, encrypted: see {@link dev.sallyport.gate.seal.Sealer}; empty, as {@code actionHash} is, once
 *     it was erased
 */
public record Approval(
        TenantId tenant,
        ApprovalId id,
        DecisionId decision,
        AgentId agent,
        SessionId session,
        String tool,
        String action,
        String actionHash,
        String group,
        int quorum,
        String binding,
        ApprovalStatus status,
        long createdMillis,
        long expiresMillis,
        List<Vote> votes,
        byte[] sealed) {
    public Approval {
        votes = List.copyOf(votes);
    }

    /** Whether its time has run out. */
    public boolean expiredAt(long timeMillis) {
        return timeMillis >= expiresMillis;
    }

    /** Whether that person has answered, under whatever spelling of the name. */
    public boolean answeredBy(dev.sallyport.gate.identity.PersonId person) {
        return votes.stream().anyMatch(v -> v.person().equals(person));
    }

    /** The approval after one more answer: refused by any refusal, approved by a quorum of distinct people. */
    public Approval with(Vote vote) {
        if (status != ApprovalStatus.PENDING || answeredBy(vote.person())) {
            return this;
        }
        List<Vote> next = new ArrayList<>(votes);
        next.add(vote);
        ApprovalStatus after = status;
        if (!vote.approves()) {
            after = ApprovalStatus.REJECTED;
        } else if (next.size() >= quorum) {
            after = ApprovalStatus.APPROVED;
        }
        return copy(after, next);
    }

    /** The approval in another status. */
    public Approval withStatus(ApprovalStatus next) {
        return copy(next, votes);
    }

    /** What is left when its payload is erased: who asked and who answered, not what for. */
    public Approval withoutPayload() {
        return copy(status, votes, "", new byte[0]);
    }

    /** Whether its payload was erased. */
    public boolean isErased() {
        return sealed.length == 0;
    }

    private Approval copy(ApprovalStatus next, List<Vote> nextVotes) {
        return copy(next, nextVotes, actionHash, sealed);
    }

    private Approval copy(ApprovalStatus next, List<Vote> nextVotes, String nextHash, byte[] nextSealed) {
        return new Approval(
                tenant,
                id,
                decision,
                agent,
                session,
                tool,
                action,
                nextHash,
                group,
                quorum,
                binding,
                next,
                createdMillis,
                expiresMillis,
                nextVotes,
                nextSealed);
    }
}
