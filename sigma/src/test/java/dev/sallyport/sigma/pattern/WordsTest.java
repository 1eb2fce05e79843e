package dev.sallyport.sigma.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void everyWordThatOccurs_isFound_whateverItsCase() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            SortedSet<String> words = new TreeSet<>();
            for (int word = random.nextInt(6); word >= 0; word--) {
                words.add(text(random, 4) + "a");
            }
            List<String> list = words.stream().map(Folding::fold).distinct().toList();
            String text = text(random, 30);
            SortedSet<String> wanted = new TreeSet<>();
            for (String word : list) {
                if (Folding.fold(text).contains(word)) {
                    wanted.add(word);
                }
            }
            SortedSet<String> seen = new TreeSet<>();
            Words automaton = new Words(list);
            automaton.find(text, word -> seen.add(list.get(word)));
            assertEquals(wanted, seen, () -> "seed " + seed + ": " + list + " in " + text);
            assertEquals(!wanted.isEmpty(), automaton.anyIn(text), () -> "seed " + seed);
        }
    }

    @Test
    void noWords_areFoundNowhere() {
        assertEquals(List.of(), found(new Words(List.of()), "anything"));
    }

    private static List<Integer> found(Words words, String text) {
        List<Integer> found = new ArrayList<>();
        words.find(text, found::add);
        return found;
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append("abAé\u212Ak".charAt(random.nextInt(6)));
        }
        return text.toString();
    }
}
