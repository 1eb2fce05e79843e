package dev.sallyport.shield.fence;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds what an agent calls against what was declared that it may use. A call outside its grants is certain; where nothing was declared, only
 * powers that no agent has by custom are found, with a confidence.
 */
public final class FenceShield implements Shield {
    static final String NAME = "capability-fence";

    private static final ShieldVersion VERSION = new ShieldVersion(NAME, "1.0.0");
    private static final int MOST_FINDINGS = 12;
    private static final int MOST_REMEMBERED = 1_024;

    /** Read grants, by their text: a profile is read once and asked for each call. Emptied when full. */
    private final Map<List<String>, Fence> fences = new ConcurrentHashMap<>();

    @Override
    public ShieldVersion version() {
        return VERSION;
    }

    @Override
    public boolean concerns(Subject subject) {
        return subject instanceof Subject.Call;
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        if (!(subject instanceof Subject.Call call)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>(1);
        boolean exactly = false;
        if (context.grants().isPresent()) {
            Fence fence = fence(context.grants().get());
            fence.refuses(call)
                    .ifPresent(why ->
                            findings.add(Finding.of(Verdict.BLOCK, new Category(NAME, why), new Span("", 0, 0))));
            exactly = findings.isEmpty() && fence.grantsExactly(call);
        }
        if (!exactly) {
            for (Powers.Used used : Powers.of(call)) {
                Category category = new Category(NAME, used.kind());
                if (findings.stream().noneMatch(f -> f.category().equals(category))) {
                    findings.add(Finding.of(used.verdict(), category, used.confidence(), used.span()));
                }
            }
        }
        return Finding.worstFirst(findings, MOST_FINDINGS);
    }

    private Fence fence(List<String> grants) {
        if (fences.size() >= MOST_REMEMBERED) {
            fences.clear();
        }
        return fences.computeIfAbsent(grants, g -> new Fence(Grants.of(g).all()));
    }
}
