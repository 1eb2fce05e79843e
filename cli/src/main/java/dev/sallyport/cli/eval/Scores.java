package dev.sallyport.cli.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scores of all groups, and of all of them together. */
final class Scores {
    private final Map<String, Score> groups = new LinkedHashMap<>();
    private final Score total = new Score("total");

    void attack(String group, String cluster, boolean covered) {
        of(group).attack(cluster, covered);
        total.attack(group + "/" + cluster, covered);
    }

    void benign(String group, String cluster, boolean interrupted) {
        of(group).benign(cluster, interrupted);
        total.benign(group + "/" + cluster, interrupted);
    }

    private Score of(String group) {
        return groups.computeIfAbsent(group, Score::new);
    }

    /** In the order in which groups appeared, {@code total} last. */
    List<Score> rows() {
        List<Score> rows = new ArrayList<>(groups.values());
        rows.add(total);
        return rows;
    }
}
