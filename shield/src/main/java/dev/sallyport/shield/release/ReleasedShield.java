package dev.sallyport.shield.release;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.text.match.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** A built-in shield as a release has it: one more pass over the subject's texts, which costs a step a character. Safe for many threads. */
public final class ReleasedShield implements Shield {
    private static final int MOST_FINDINGS = 64;

    private final Shield builtIn;
    private final Release release;
    private final Optional<Words> words;

    /** @throws IllegalArgumentException if the release goes with another version of the shield */
    public ReleasedShield(Shield builtIn, Release release) {
        if (!release.fits(builtIn.version())) {
            throw new IllegalArgumentException(release.shield().wire() + " goes with version " + release.base()
                    + " of its shield, and " + builtIn.version().wire() + " is built in");
        }
        this.builtIn = builtIn;
        this.release = release;
        List<String> texts = release.phrases().stream().map(Phrase::text).toList();
        this.words = texts.isEmpty() ? Optional.empty() : Optional.of(new Words(texts));
    }

    @Override
    public ShieldVersion version() {
        return release.shield();
    }

    @Override
    public boolean concerns(Subject subject) {
        return builtIn.concerns(subject);
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        List<Finding> found = new ArrayList<>();
        for (Finding one : builtIn.inspect(subject, context)) {
            Change change = release.changes().get(one.category());
            if (change == null) {
                found.add(one);
            } else {
                change.of(one).ifPresent(found::add);
            }
        }
        BitSet seen = new BitSet();
        words.ifPresent(all -> subject.leaves().forEach(leaf -> look(all, leaf, seen, found)));
        return Finding.worstFirst(found, MOST_FINDINGS);
    }

    /** Each text once in a subject, and to its end: what stands often must not hide what stands behind it. */
    private void look(Words all, Leaf leaf, BitSet seen, List<Finding> found) {
        all.find(leaf.text(), (word, end) -> {
            Phrase phrase = release.phrases().get(word);
            if (!seen.get(word) && phrase.fits(leaf.text(), end)) {
                seen.set(word);
                Category category = phrase.category();
                Span span = new Span(leaf.pointer(), end - phrase.text().length(), end);
                found.add(Finding.of(phrase.verdict(), category, phrase.confidence(), span));
            }
            return true;
        });
    }
}
