package dev.sallyport.govern.baseline;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.util.List;
import java.util.Map;

/** A shield that knows some words, each with a confidence; one word makes it fail. */
public record WordShield(ShieldVersion version, Map<String, Double> words) implements Shield {
    /** Makes it fail. */
    public static final String FAIL = "make-it-fail";

    @Override
    public boolean concerns(Subject subject) {
        return true;
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        return subject.leaves().stream().flatMap(leaf -> found(leaf).stream()).toList();
    }

    private List<Finding> found(Leaf leaf) {
        if (leaf.text().contains(FAIL)) {
            throw new IllegalStateException("it failed");
        }
        return words.entrySet().stream()
                .filter(word -> leaf.text().contains(word.getKey()))
                .map(word ->
                        Finding.of(Verdict.BLOCK, new Category(version.name(), "word"), word.getValue(), Span.of(leaf)))
                .toList();
    }
}
