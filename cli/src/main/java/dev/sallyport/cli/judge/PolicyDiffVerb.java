package dev.sallyport.cli.judge;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.replay.Retrial;
import dev.sallyport.gate.replay.Retried;
import dev.sallyport.server.policy.PolicyComparison;
import dev.sallyport.server.policy.PolicyExample;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code policy diff}: what a bundle would newly permit, ask about and deny, by judging the recorded decisions of a data directory
 * and the examples beside the bundle once more.
 */
@Command
public final class PolicyDiffVerb extends DataVerb {
    @Parameters(paramLabel = "DIR", description = "folder of *.cedar files, with examples or without")
    private String folder = "";

    @Option(
            names = "--against",
            paramLabel = "OLD",
            description = "folder of the bundle that the examples are compared with (default: the built-in pack)")
    private @Nullable String against;

    @Option(names = "--examples-only", description = "look at the examples beside the bundle and at no records")
    private boolean examplesOnly;

    @Option(
            names = "--fail-on-new-permits",
            description = "end with 1 when a call would run that was denied or waited for a person")
    private boolean failOnNewPermits;

    private final PolicyComparison comparison = new PolicyComparison();

    /** On that terminal. */
    public PolicyDiffVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        PolicyBundle bundle = PolicyBundles.folder(terminal(), folder);
        examples(bundle);
        if (!examplesOnly) {
            recorded(bundle);
        }
        comparison.rows().forEach(this::print);
        summary(bundle);
        return failOnNewPermits && comparison.total(Trial.Change.NEWLY_PERMITS) > 0 ? Exit.NO : Exit.OK;
    }

    private void examples(PolicyBundle bundle) {
        PolicyBundle old = against == null ? PolicyBundles.builtIn() : PolicyBundles.folder(terminal(), against);
        for (ExampleFiles.Named named : ExampleFiles.beside(terminal(), folder)) {
            PolicyExample example = named.example();
            Facts facts = example.facts(bundle.digest());
            Judgement before = Judge.judge(facts, old);
            comparison.count(
                    before.decision().wire(),
                    before.policies(),
                    Judge.judge(facts, bundle),
                    named.file() + ": " + example.name());
        }
    }

    private void recorded(PolicyBundle bundle) {
        try (Snapshot snapshot = Snapshot.of(data())) {
            Retrial retrial = new Retrial(snapshot.records(), snapshot.sealer());
            List<TenantId> tenants = snapshot.records().tenants();
            long receipts =
                    tenants.stream().mapToLong(snapshot.records()::receiptCount).sum();
            try (Progress progress = new Progress(terminal(), "judging again", receipts)) {
                tenants.forEach(tenant -> retrial.all(tenant, bundle, retried -> take(retried, progress)));
            }
        }
    }

    private void take(Retried retried, Progress progress) {
        comparison.take(retried);
        progress.at(comparison.judged() + comparison.skipped());
    }

    private void print(PolicyComparison.Row found) {
        JsonObject row = JsonObject.builder()
                .put("change", found.change().wire())
                .put("before", found.before())
                .put("after", found.after())
                .put("rule", found.rule())
                .put("count", found.count())
                .put(
                        "some",
                        new JsonArray(
                                found.some().stream().<Json>map(JsonString::new).toList()))
                .build();
        row(
                row,
                found.change().wire().replace('_', ' ') + "  " + found.rule() + "  " + found.count() + " (was "
                        + found.before() + ")  " + String.join(", ", found.some()));
    }

    private void summary(PolicyBundle bundle) {
        JsonObject.Builder out = JsonObject.builder().put("digest", bundle.digest());
        for (Trial.Change change : Trial.Change.values()) {
            out.put(change.wire(), comparison.total(change));
        }
        out.put("passed_over", comparison.skipped());
        row(
                out.build(),
                "newly permits " + comparison.total(Trial.Change.NEWLY_PERMITS) + ", newly asks "
                        + comparison.total(Trial.Change.NEWLY_ASKS) + ", newly denies "
                        + comparison.total(Trial.Change.NEWLY_DENIES) + ", same "
                        + comparison.total(Trial.Change.SAME) + "; passed over " + comparison.skipped() + " "
                        + new TreeMap<>(comparison.passedOver()));
    }
}
