package dev.sallyport.shield.injection;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.text.decode.Stretches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shield that finds orders to a model in what it reads and in what it is about to write: the tier of fixed rules. Text in characters nobody
 * sees and the tokens of conversations block; phrases warn, with the share of right finds their kind had when it was measured. A score
 * decides nothing. A kind is told once a leaf, where it was surest.
 */
public final class InjectionGuard implements Shield {
    /** Its name in settings, receipts and categories. */
    public static final String NAME = "injection-guard";

    private static final ShieldVersion VERSION = new ShieldVersion(NAME, "1.0.0");
    private static final int SHORTEST = 6;

    private final Orders orders = Orders.bundled();

    @Override
    public ShieldVersion version() {
        return VERSION;
    }

    @Override
    public boolean concerns(Subject subject) {
        return !subject.leaves().isEmpty();
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        List<Finding> findings = new ArrayList<>();
        Orders.Reading reading = orders.reading();
        for (Leaf leaf : subject.leaves()) {
            if (leaf.text().length() >= SHORTEST) {
                findings.addAll(in(leaf, reading));
            }
        }
        findings.sort(Comparator.comparing(Finding::verdict).reversed());
        return List.copyOf(findings);
    }

    private static List<Finding> in(Leaf leaf, Orders.Reading reading) {
        Surest surest = new Surest(leaf);
        Folded folded = Folded.of(leaf.text());
        if (folded.mayHide()) {
            Smuggled.in(leaf.text(), surest::raw);
        }
        Marks.in(folded, (kind, sure, from, to) -> surest.folded(folded, kind, sure, from, to));
        reading.in(folded, (kind, sure, from, to) -> surest.folded(folded, kind, sure, from, to));
        Stretches.in(leaf.text(), (from, to, behind) -> {
            Folded decoded = Folded.of(behind);
            reading.in(decoded, (kind, sure, at, end) -> surest.raw("encoded-order", 0.9, from, to));
        });
        return surest.findings();
    }

    /** What one leaf holds, each kind once. */
    private static final class Surest {
        private final Leaf leaf;
        private final Map<String, Finding> byKind = new HashMap<>(0);

        Surest(Leaf leaf) {
            this.leaf = leaf;
        }

        void folded(Folded text, String kind, double confidence, int from, int to) {
            int end = Math.min(leaf.text().length(), text.original(to));
            raw(kind, confidence, Math.min(text.original(from), end), end);
        }

        void raw(String kind, double confidence, int from, int to) {
            Finding held = byKind.get(kind);
            if (held == null || held.confidence().orElse(1) < confidence) {
                Verdict verdict = confidence >= 1 ? Verdict.BLOCK : Verdict.WARN;
                Category category = new Category(NAME, kind);
                Span span = new Span(leaf.pointer(), from, to);
                byKind.put(
                        kind,
                        confidence >= 1
                                ? Finding.of(verdict, category, span)
                                : Finding.of(verdict, category, confidence, span));
            }
        }

        List<Finding> findings() {
            return byKind.isEmpty()
                    ? List.of()
                    : byKind.values().stream()
                            .sorted(Comparator.comparingInt(
                                            (Finding one) -> one.span().from())
                                    .thenComparing(Finding::category))
                            .toList();
        }
    }
}
