package dev.sallyport.store.group;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decides whether a commit may be written after the ones before it; writes nothing, so a refused commit leaves nothing
 * behind. Order of checks: epochs, request id, nonce, outcome, approval. Writer thread only.
 */
final class Admission {
    /** The commit may be written, or the answer it gets instead. */
    sealed interface Verdict {
        /**
         * It may be written.
         *
         * @param registry the image after its changes
         * @param approval the approval as it stands afterwards, if the commit moves one
         */
        record Admitted(Registry registry, Optional<Approval> approval) implements Verdict {}

        /** It may not. */
        record Refused(CommitResult result) implements Verdict {}
    }

    private final Known known;

    Admission(Known known) {
        this.known = known;
    }

    /** @throws IllegalArgumentException if a change does not fit the registry: an error of the caller */
    Verdict judge(Commit commit, Draft draft) throws SQLException {
        requireOneTenant(commit);
        Registry registry = draft.registry();
        for (Commit.Expected expected : commit.expected()) {
            if (registry.epoch(expected.scope()) != expected.epoch()) {
                return new Verdict.Refused(new CommitResult.Stale(expected.scope()));
            }
        }
        Optional<Head> head = draft.head(commit.tenant());
        Optional<CommitResult> seen =
                head.isEmpty() ? Optional.empty() : seen(commit, head.get().number());
        if (seen.isPresent()) {
            return new Verdict.Refused(seen.get());
        }
        for (RegistryChange change : commit.changes()) {
            registry = registry.apply(change);
        }
        if (commit.approval().isEmpty()) {
            return new Verdict.Admitted(registry, Optional.empty());
        }
        ApprovalStep step = commit.approval().get();
        Optional<Approval> stands = head.isEmpty()
                ? Optional.empty()
                : known.approval(commit.tenant(), head.get().number(), step.id());
        return approval(step, stands, registry);
    }

    /** Nothing of another tenant may ride on a tenant's receipt. */
    private static void requireOneTenant(Commit commit) {
        TenantId tenant = commit.tenant();
        boolean one = commit.receipt().envelope().tenant().equals(tenant.value())
                && commit.changes().stream().allMatch(change -> change.tenant().equals(tenant))
                && commit.expected().stream().allMatch(e -> e.scope().tenant().equals(tenant))
                && !(commit.approval().orElse(null) instanceof ApprovalStep.Open open
                        && !open.approval().tenant().equals(tenant));
        if (!one) {
            throw new IllegalArgumentException("a commit of tenant `" + tenant + "` names another tenant");
        }
    }

    private Optional<CommitResult> seen(Commit commit, int tenant) throws SQLException {
        if (commit.request().isPresent()) {
            Optional<byte[]> answer = known.answer(tenant, commit.request().get());
            if (answer.isPresent()) {
                return Optional.of(new CommitResult.RepeatedRequest(answer.get()));
            }
        }
        if (commit.nonce().isPresent() && known.nonce(tenant, commit.nonce().get())) {
            return Optional.of(new CommitResult.ReplayedNonce());
        }
        boolean concluded = commit.outcomeOf().isPresent()
                && known.outcome(tenant, commit.outcomeOf().get());
        return concluded ? Optional.of(new CommitResult.OutcomeKnown()) : Optional.empty();
    }

    private static Verdict approval(ApprovalStep step, Optional<Approval> stands, Registry registry) {
        if (step instanceof ApprovalStep.Open open) {
            return stands.<Verdict>map(Admission::elsewhere)
                    .orElseGet(() -> new Verdict.Admitted(registry, Optional.of(open.approval())));
        }
        if (stands.isEmpty()) {
            return new Verdict.Refused(new CommitResult.ApprovalMissing());
        }
        Approval before = stands.get();
        Optional<Approval> after = switch (step) {
            case ApprovalStep.Open open -> Optional.empty();
            case ApprovalStep.Answer answer ->
                counts(before, answer) ? Optional.of(before.with(answer.vote())) : Optional.empty();
            case ApprovalStep.Move move ->
                move.from().contains(before.status()) ? Optional.of(before.withStatus(move.to())) : Optional.empty();
        };
        return after.isPresent() ? new Verdict.Admitted(registry, after) : elsewhere(before);
    }

    private static boolean counts(Approval before, ApprovalStep.Answer answer) {
        return before.status() == ApprovalStatus.PENDING
                && !before.answeredBy(answer.vote().person());
    }

    private static Verdict elsewhere(Approval stands) {
        return new Verdict.Refused(new CommitResult.ApprovalElsewhere(stands.status()));
    }
}
