package dev.sallyport.sigma.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GlobTest {
    private static final List<String> LETTERS = List.of("a", "b", "B", "é", "\uD83D\uDE00");

    @Test
    void everyPattern_matchesAsTheDefinitionByRecursionSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 40_000; i++) {
            List<Part> parts = parts(random);
            String text = text(random, 8);
            boolean cased = random.nextBoolean();
            boolean wanted = naive(units(parts), 0, text.codePoints().toArray(), 0, cased);
            matched += wanted ? 1 : 0;
            assertEquals(
                    wanted, Glob.of(parts, cased).matches(text), () -> "seed " + seed + ": " + parts + " on " + text);
        }
        assertTrue(matched > 1_000, "only " + matched + " matched, seed " + seed);
    }

    @Test
    void manyStars_costTimeLinearInTheText() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            parts.add(Part.Wildcard.MANY);
            parts.add(new Part.Literal("a"));
        }
        parts.add(Part.Wildcard.MANY);
        parts.add(new Part.Literal("b"));
        Glob glob = Glob.of(parts, false);
        String text = "a".repeat(1 << 20);
        assertTimeout(Duration.ofSeconds(10), () -> assertFalse(glob.matches(text)));
    }

    @Test
    void folding_keepsTheTurkishLettersApart_andKnowsTheKelvinSign() {
        assertEquals("i", Folding.fold("I"));
        assertEquals("\u0130", Folding.fold("\u0130"));
        assertEquals("\u0131", Folding.fold("\u0131"));
        assertEquals("k", Folding.fold("\u212A"));
        assertEquals("ß", Folding.fold("ẞ"));
        assertEquals("σ", Folding.fold("ς"));
    }

    private static List<Part> parts(Random random) {
        List<Part> parts = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(3)) {
                case 0 -> parts.add(Part.Wildcard.MANY);
                case 1 -> parts.add(Part.Wildcard.ONE);
                default -> parts.add(new Part.Literal(text(random, 2) + LETTERS.get(0)));
            }
        }
        return parts;
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return text.toString();
    }

    /** Code points; -1 for one character, -2 for many. */
    private static List<Integer> units(List<Part> parts) {
        List<Integer> units = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                literal.text().codePoints().forEach(units::add);
            } else {
                units.add(part == Part.Wildcard.ONE ? -1 : -2);
            }
        }
        return units;
    }

    private static boolean naive(List<Integer> units, int unit, int[] text, int at, boolean cased) {
        if (unit == units.size()) {
            return at == text.length;
        }
        if (units.get(unit) == -2) {
            return naive(units, unit + 1, text, at, cased)
                    || (at < text.length && naive(units, unit, text, at + 1, cased));
        }
        boolean fits = at < text.length
                && (units.get(unit) == -1
                        || units.get(unit) == text[at]
                        || (!cased && Character.toLowerCase(units.get(unit)) == Character.toLowerCase(text[at])));
        return fits && naive(units, unit + 1, text, at + 1, cased);
    }
}
