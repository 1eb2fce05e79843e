package dev.sallyport.govern.telemetry;

import dev.sallyport.shield.Category;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The words of shields that may leave. A category that a shield makes up at run time is not among them and leaves as {@code SHIELD:other}; a
 * shield nobody listed does not leave at all.
 *
 * @param shields names of shields
 * @param categories kinds of findings
 * @param corpus those that the corpora, against which shields are measured, hold: anything else is new when it is seen with confidence
 */
public record Vocabulary(Set<String> shields, Set<Category> categories, Set<Category> corpus) {
    /** The kind of everything that is not listed. */
    public static final String OTHER = "other";

    /** Above this confidence a category that no corpus holds is a novel pattern. */
    public static final double NOVEL_ABOVE = 0.95;

    public Vocabulary {
        shields = Set.copyOf(shields);
        categories = Set.copyOf(categories);
        corpus = Set.copyOf(corpus);
    }

    /** What this build's shields know. */
    public static Vocabulary builtIn() {
        try (InputStream in = Vocabulary.class.getResourceAsStream("categories.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of categories is not in this build");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads lines {@code shield:kind} (in a corpus) and {@code shield:kind new} (in none). */
    static Vocabulary parse(String text) {
        Set<String> shields = new HashSet<>();
        Set<Category> categories = new HashSet<>();
        Set<Category> corpus = new HashSet<>();
        text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split(" ");
                    Category category = Category.parse(words[0]);
                    shields.add(category.shield());
                    categories.add(category);
                    if (words.length == 1) {
                        corpus.add(category);
                    }
                });
        return new Vocabulary(shields, categories, corpus);
    }

    /** The same with what further shields find; {@code novel} says that no corpus holds it. */
    public Vocabulary and(Set<Category> further, boolean novel) {
        Set<String> names = new HashSet<>(shields);
        further.forEach(c -> names.add(c.shield()));
        Set<Category> all = new HashSet<>(categories);
        all.addAll(further);
        Set<Category> seen = new HashSet<>(corpus);
        if (!novel) {
            seen.addAll(further);
        }
        return new Vocabulary(names, all, seen);
    }

    /** Whether anything of that shield may leave. */
    public boolean knows(ShieldVersion shield) {
        return shields.contains(shield.name());
    }

    /** The category that leaves for a finding of that shield. */
    public Category word(ShieldVersion shield, Category found) {
        return found.shield().equals(shield.name()) && categories.contains(found)
                ? found
                : new Category(shield.name(), OTHER);
    }

    /** Whether what was found with that confidence is a pattern nobody had put into a corpus. */
    public boolean isNovel(Category found, double confidence) {
        return confidence > NOVEL_ABOVE && !corpus.contains(found);
    }
}
