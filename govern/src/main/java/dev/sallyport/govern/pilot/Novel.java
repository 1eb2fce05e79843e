package dev.sallyport.govern.pilot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Something the corpus did not know: a category seen with a confidence above 0.95 that no signed baseline has, or a class of attack that was
 * missed.
 *
 * @param how {@code missed} or {@code seen}
 * @param confidence the highest; 1 for a miss
 * @param customers how many saw it
 */
public record Novel(String surface, String how, Instant first, double confidence, int customers) {
    private static final double SURE = 0.95;

    /** All of a pilot, in the order of their first time. */
    public static List<Novel> all(Pilot pilot) {
        Map<String, Novel> found = new LinkedHashMap<>();
        Map<String, Set<String>> by = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Entry entry : pilot.entries()) {
            for (Fact fact : entry.facts()) {
                switch (fact) {
                    case Fact.Baselined baseline -> known.addAll(baseline.categories());
                    case Fact.Surfaced seen -> {
                        if (seen.confidence() > SURE && !known.contains(seen.category())) {
                            by.computeIfAbsent(seen.category(), category -> new HashSet<>())
                                    .add(seen.customer());
                            merge(found, new Novel(seen.category(), "seen", entry.at(), seen.confidence(), 1));
                        }
                    }
                    case Fact.Missed missed -> {
                        by.computeIfAbsent(missed.attack(), attack -> new HashSet<>())
                                .add(missed.customer());
                        merge(found, new Novel(missed.attack(), "missed", entry.at(), 1, 1));
                    }
                    case Fact other -> {}
                }
            }
        }
        List<Novel> all = new ArrayList<>();
        found.forEach((surface, novel) -> all.add(new Novel(
                surface,
                novel.how(),
                novel.first(),
                novel.confidence(),
                Objects.requireNonNull(by.get(surface)).size())));
        return all;
    }

    private static void merge(Map<String, Novel> found, Novel novel) {
        found.merge(
                novel.surface(),
                novel,
                (first, again) -> new Novel(
                        first.surface(),
                        first.how(),
                        first.first(),
                        Math.max(first.confidence(), again.confidence()),
                        1));
    }
}
