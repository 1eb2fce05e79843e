package dev.sallyport.server.held;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.journal.Records;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last held call of the same agent, tool and action before one, and what is not as it was then.
 *
 * @param approval what people were asked then
 */
public record Earlier(Approval approval, Changes changes) {
    private static final int PAGE = 50;
    private static final int SEARCHED = 1_000;

    /**
     * Looks among the tenant's newest {@value #SEARCHED} approvals.
     *
     * @param readable whether whoever asks may read what that one was for
     */
    public static Optional<Earlier> than(
            Approval approval, HeldCall held, Lookup lookup, Predicate<Approval> readable) {
        for (int offset = 0; offset < SEARCHED; offset += PAGE) {
            List<Approval> page = lookup.records().approvals(approval.tenant(), Optional.empty(), PAGE, offset);
            for (Approval other : page) {
                if (isBefore(other, approval) && isLike(other, approval) && readable.test(other)) {
                    Optional<HeldCall> before = lookup.gate().held(other.tenant(), other.id());
                    if (before.isPresent()) {
                        return Optional.of(new Earlier(
                                other,
                                Changes.between(HeldForm.view(before.get().call()), HeldForm.view(held.call()))));
                    }
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Where earlier calls are found, and opened. */
    public record Lookup(Records records, Gate gate) {}

    private static boolean isBefore(Approval other, Approval approval) {
        return !other.id().equals(approval.id()) && other.createdMillis() <= approval.createdMillis();
    }

    private static boolean isLike(Approval other, Approval approval) {
        return !other.isErased()
                && other.agent().equals(approval.agent())
                && other.tool().equals(approval.tool())
                && other.action().equals(approval.action());
    }

    /** The member {@code earlier} of an approval. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("status", approval.status().name())
                .put(
                        "created_at",
                        Instant.ofEpochMilli(approval.createdMillis()).toString())
                .put("same", changes.same())
                .put("differing", changes.differing())
                .put(
                        "changes",
                        new JsonArray(
                                changes.shown().stream().<Json>map(Change::json).toList()))
                .build();
    }
}
