package dev.sallyport.cli.judge;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.replay.Replay;
import dev.sallyport.gate.replay.Replayed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code replay}: derives past judgements again from their facts and prints each difference. With another policy folder it
 * shows what that would have changed.
 */
@Command
public final class ReplayVerb extends DataVerb {
    @Option(
            names = "--with",
            paramLabel = "POLICYDIR",
            description = "judge by these policies instead of those of then")
    private @Nullable String with;

    private long same;
    private long differs;
    private long erased;
    private long missing;
    private long otherDecider;
    private long unreadable;

    /** On that terminal. */
    public ReplayVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        Optional<PolicyBundle> bundle =
                with == null ? Optional.empty() : Optional.of(PolicyBundles.folder(terminal(), with));
        try (Snapshot snapshot = Snapshot.of(data())) {
            Replay replay = new Replay(snapshot.records(), new CedarPolicies(), snapshot.sealer());
            List<TenantId> tenants = snapshot.records().tenants();
            long receipts =
                    tenants.stream().mapToLong(snapshot.records()::receiptCount).sum();
            try (Progress progress = new Progress(terminal(), "replaying", receipts)) {
                for (TenantId tenant : tenants) {
                    replay.all(tenant, bundle, replayed -> take(tenant, replayed, progress));
                }
            }
        }
        summary();
        boolean broken = unreadable > 0 || missing > 0 || (differs > 0 && bundle.isEmpty());
        return broken ? Exit.NO : Exit.OK;
    }

    private void take(TenantId tenant, Replayed replayed, Progress progress) {
        switch (replayed) {
            case Replayed.Same equal -> same++;
            case Replayed.Erased gone -> erased++;
            case Replayed.Missing taken -> {
                missing++;
                row(
                        found(tenant, replayed, "missing").build(),
                        taken.decision() + " has lost its facts, and no receipt says that they were removed");
            }
            case Replayed.OtherDecider other -> otherDecider++;
            case Replayed.Differs other -> {
                differs++;
                row(
                        found(tenant, replayed, "differs")
                                .put("recorded", other.recorded())
                                .put("derived", other.derived())
                                .build(),
                        other.decision() + " differs\n  recorded " + other.recorded() + "\n  derived  "
                                + other.derived());
            }
            case Replayed.Unreadable broken -> {
                unreadable++;
                row(
                        found(tenant, replayed, "unreadable")
                                .put("why", broken.why())
                                .build(),
                        broken.decision() + " can't be derived: " + broken.why());
            }
        }
        progress.at(same + erased + missing + otherDecider + differs + unreadable);
    }

    private static JsonObject.Builder found(TenantId tenant, Replayed replayed, String what) {
        return JsonObject.builder()
                .put("tenant", tenant.value())
                .put("decision_id", replayed.decision().value())
                .put("result", what);
    }

    private void summary() {
        row(
                JsonObject.builder()
                        .put("same", same)
                        .put("differs", differs)
                        .put("erased", erased)
                        .put("missing", missing)
                        .put("other_decider", otherDecider)
                        .put("unreadable", unreadable)
                        .build(),
                same + " derived again and equal, " + differs + " different, " + erased + " erased, " + missing
                        + " missing, " + otherDecider + " by another version of the decider, " + unreadable
                        + " unreadable");
    }
}
