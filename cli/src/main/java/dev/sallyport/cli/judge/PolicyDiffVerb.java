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
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.replay.Retrial;
import dev.sallyport.gate.replay.Retried;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private static final int SHOWN = 5;

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

    private final Map<Key, Group> groups = new TreeMap<>();
    private final Map<Trial.Change, Long> totals = new EnumMap<>(Trial.Change.class);
    private final Map<Retried.Why, Long> passedOver = new EnumMap<>(Retried.Why.class);

    /** What changes, from which decision to which, and the rule that makes it so. */
    private record Key(Trial.Change change, String before, String after, String rule) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byChange = change.compareTo(other.change);
            int byBefore = byChange != 0 ? byChange : before.compareTo(other.before);
            return byBefore != 0 ? byBefore : rule.compareTo(other.rule);
        }
    }

    private static final class Group {
        long count;
        final List<String> some = new ArrayList<>(SHOWN);

        void add(String name) {
            count++;
            if (some.size() < SHOWN) {
                some.add(name);
            }
        }
    }

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
        groups.forEach(this::print);
        summary(bundle);
        return failOnNewPermits && totals.getOrDefault(Trial.Change.NEWLY_PERMITS, 0L) > 0 ? Exit.NO : Exit.OK;
    }

    private void examples(PolicyBundle bundle) {
        PolicyBundle old = against == null ? PolicyBundles.builtIn() : PolicyBundles.folder(terminal(), against);
        for (ExampleFiles.Named named : ExampleFiles.beside(terminal(), folder)) {
            PolicyExample example = named.example();
            Facts facts = example.facts(bundle.digest());
            Judgement before = Judge.judge(facts, old);
            count(
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
        switch (retried) {
            case Retried.PassedOver skipped -> passedOver.merge(skipped.why(), 1L, Long::sum);
            case Retried.Judged judged ->
                count(
                        judged.before(),
                        judged.beforePolicies(),
                        judged.after(),
                        judged.decision().value());
        }
        progress.at(sum(totals) + sum(passedOver));
    }

    private void count(String before, List<String> beforePolicies, Judgement after, String name) {
        Decision decision = after.decision();
        Trial.Change change = Trial.Change.of(before, decision.wire());
        totals.merge(change, 1L, Long::sum);
        if (change == Trial.Change.SAME) {
            return;
        }
        List<String> rules = after.policies().isEmpty() ? beforePolicies : after.policies();
        String gone = after.policies().isEmpty() ? "without " : "";
        for (String rule : rules.isEmpty() ? List.of(decision.reason().wire()) : rules) {
            groups.computeIfAbsent(new Key(change, before, decision.wire(), gone + rule), k -> new Group())
                    .add(name);
        }
    }

    private void print(Key key, Group group) {
        JsonObject row = JsonObject.builder()
                .put("change", key.change().wire())
                .put("before", key.before())
                .put("after", key.after())
                .put("rule", key.rule())
                .put("count", group.count)
                .put(
                        "some",
                        new JsonArray(
                                group.some.stream().<Json>map(JsonString::new).toList()))
                .build();
        row(
                row,
                key.change().wire().replace('_', ' ') + "  " + key.rule() + "  " + group.count + " (was " + key.before()
                        + ")  " + String.join(", ", group.some));
    }

    private void summary(PolicyBundle bundle) {
        JsonObject.Builder out = JsonObject.builder().put("digest", bundle.digest());
        for (Trial.Change change : Trial.Change.values()) {
            out.put(change.wire(), totals.getOrDefault(change, 0L));
        }
        out.put("passed_over", sum(passedOver));
        row(
                out.build(),
                "newly permits " + total(Trial.Change.NEWLY_PERMITS) + ", newly asks "
                        + total(Trial.Change.NEWLY_ASKS) + ", newly denies " + total(Trial.Change.NEWLY_DENIES)
                        + ", same " + total(Trial.Change.SAME) + "; passed over " + sum(passedOver) + " "
                        + passedOver);
    }

    private long total(Trial.Change change) {
        return totals.getOrDefault(change, 0L);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
