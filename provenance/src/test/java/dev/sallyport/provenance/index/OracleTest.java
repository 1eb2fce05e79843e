package dev.sallyport.provenance.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.text.form.Spellings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The index agrees with {@code indexOf} over everything that was added. */
class OracleTest {
    private record Leaf(int source, String path, String text, FieldClass fieldClass) {}

    /** In sessions so small no group of letters stands in more surroundings than are kept, so a stretch is found in full. */
    private static final int FEW = 100;

    private static final FieldClass[] CLASSES = FieldClass.values();

    @Test
    void whatIsThere_isFound_andWhatIsFound_isThere() {
        for (long seed = 1; seed <= 12; seed++) {
            compare(seed, 60, 400);
        }
    }

    @Test
    @Tag("full")
    void whatIsThere_isFound_inManyAndLargerSessions() {
        for (long seed = 100; seed <= 160; seed++) {
            compare(seed, 600, 1500);
        }
    }

    @Test
    void twelveCharacters_areFound_whereverTheyStandInTheValueAndTheText() {
        for (int size : new int[] {500, 20_000, 400_000}) {
            Random random = new Random(size);
            String text = letters(random, size);
            SessionIndex index = new SessionIndex(new HashKey(random.nextLong(), random.nextLong()));
            index.add(Sessions.mail(1), "$.body", text, FieldClass.EXT);
            for (int before = 0; before <= 200; before++) {
                int from = random.nextInt(size - 12);
                String value = "7".repeat(before) + text.substring(from, from + 12) + "8".repeat(200 - before);
                String about = "seed " + size + " value `" + value + "` from " + from;
                int offset = before;
                assertTrue(
                        index.matches(value).stream()
                                .anyMatch(match -> match.length() == 12 && match.offset() == offset),
                        about);
            }
        }
    }

    private static String letters(Random random, int size) {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static void compare(long seed, int leafCount, int questions) {
        Random random = new Random(seed);
        SessionIndex index = new SessionIndex(new HashKey(random.nextLong(), random.nextLong()));
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < leafCount; i++) {
            String text = random.nextInt(3) == 0 ? id(random) : Sessions.sentence(random, 1 + random.nextInt(40));
            Leaf leaf = new Leaf(i / 5, "$.rows[" + i % 5 + "].x", text, CLASSES[random.nextInt(CLASSES.length)]);
            leaves.add(leaf);
            index.add(Sessions.mail(leaf.source()), leaf.path(), leaf.text(), leaf.fieldClass());
        }
        for (int i = 0; i < questions; i++) {
            String value = question(random, leaves);
            List<Match> matches = index.matches(value);
            String about = "seed " + seed + " value `" + value + "` " + matches;
            for (Match match : matches) {
                assertTrue(isThere(match, value, leaves), about);
            }
            String squeezed = Sessions.squeezed(value);
            for (Leaf leaf : leaves) {
                assertFound(leaf, value, squeezed, matches, leaves.size(), about);
            }
        }
    }

    /** A leaf, a stretch of one, one with a letter changed, words of many, or something new. */
    private static String question(Random random, List<Leaf> leaves) {
        String text = leaves.get(random.nextInt(leaves.size())).text();
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(80));
        return switch (random.nextInt(5)) {
            case 0 -> text;
            case 1 -> text.substring(from, to);
            case 2 -> Sessions.word(random) + " " + text.substring(from, to) + " " + Sessions.word(random);
            case 3 -> text.substring(0, from) + '~' + text.substring(from);
            default -> Sessions.sentence(random, 1 + random.nextInt(5));
        };
    }

    private static boolean isThere(Match match, String value, List<Leaf> leaves) {
        String squeezed = Sessions.squeezed(value);
        String part = squeezed.substring(match.offset(), match.offset() + match.length());
        return leaves.stream()
                .filter(leaf ->
                        leaf.source() == match.source().number() && leaf.path().equals(match.path()))
                .filter(leaf -> leaf.fieldClass() == match.fieldClass())
                .anyMatch(leaf -> switch (match.basis()) {
                    case EXACT -> leaf.text().equals(value);
                    case NORMALISED ->
                        Sessions.squeezed(leaf.text()).equals(squeezed) || meansTheSame(leaf.text(), value);
                    case TOKEN ->
                        (part.equals(squeezed) && Sessions.squeezed(leaf.text()).contains(squeezed))
                                || holdsASpelling(leaf.text(), value);
                    case SUBSTRING ->
                        part.length() >= 12 && Sessions.squeezed(leaf.text()).contains(part);
                    case CONTEXT -> false;
                });
    }

    private static boolean holdsASpelling(String text, String value) {
        return Spellings.of(value).stream()
                .anyMatch(spelling -> Sessions.squeezed(text).contains(spelling.text()));
    }

    private static boolean meansTheSame(String text, String value) {
        return Spellings.of(text).stream().anyMatch(Spellings.of(value)::contains);
    }

    private static void assertFound(
            Leaf leaf, String value, String squeezed, List<Match> matches, int leaves, String about) {
        if (matches.size() == SessionIndex.MOST_MATCHES) {
            return;
        }
        String content = Sessions.squeezed(leaf.text());
        Basis least = leaf.text().equals(value)
                ? Basis.EXACT
                : content.equals(squeezed) && !squeezed.isEmpty() ? Basis.NORMALISED : null;
        if (least != null) {
            assertTrue(matches.stream().anyMatch(match -> match.basis().compareTo(least) <= 0), about);
        } else if (leaves < FEW && squeezed.length() >= 12 && content.contains(squeezed)) {
            assertTrue(matches.stream().anyMatch(match -> match.length() == squeezed.length()), about);
        } else if (List.of(leaf.text().split(" ")).contains(value)) {
            assertTrue(matches.stream().anyMatch(match -> match.basis().compareTo(Basis.TOKEN) <= 0), about);
        } else if (sharesTwelve(squeezed, content)) {
            assertTrue(matches.stream().anyMatch(match -> match.length() >= 12), about);
        }
    }

    private static boolean sharesTwelve(String value, String content) {
        for (int i = 0; i + 12 <= value.length(); i++) {
            if (content.contains(value.substring(i, i + 12))) {
                return true;
            }
        }
        return false;
    }

    private static String id(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Sessions.word(random) + random.nextInt(100) + "@" + Sessions.word(random) + ".com";
            case 1 -> "DE" + (1_000_000_000L + random.nextLong(9_000_000_000L)) + random.nextInt(1000);
            default ->
                "https://" + Sessions.word(random) + ".org/" + Sessions.word(random) + "/" + random.nextInt(9999);
        };
    }
}
