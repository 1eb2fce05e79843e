package dev.sallyport.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.text.match.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void overlappingAndNestedWords_areAllFound_inEitherCase() {
        assertEquals(
                List.of("she@4", "he@4", "hers@6"), found(new Words(List.of("he", "she", "his", "hers")), "uSHErs"));
    }

    @Test
    void randomTexts_giveWhatLookingForEachWordGives() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            SortedSet<String> set = new TreeSet<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                set.add(text(random, 1 + random.nextInt(4)));
            }
            List<String> words = List.copyOf(set);
            String text = text(random, random.nextInt(30));
            assertEquals(
                    oneByOne(words, text),
                    new TreeSet<>(found(new Words(words), text)),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void longWords_whichAreLookedForAtEverySoManyThPlace_areAllFound() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            SortedSet<String> set = new TreeSet<>();
            int shortest = 5 + random.nextInt(8);
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                set.add(text(random, shortest + random.nextInt(4)));
            }
            List<String> words = List.copyOf(set);
            StringBuilder text = new StringBuilder(text(random, random.nextInt(90)));
            for (int i = 0; i < random.nextInt(6); i++) {
                text.insert(random.nextInt(text.length() + 1), words.get(random.nextInt(words.size())));
            }
            assertEquals(
                    oneByOne(words, text.toString()),
                    new TreeSet<>(found(new Words(words), text.toString())),
                    "seed " + seed + " round " + round);
        }
    }

    @Test
    void anEmptyWord_andOneThatStandsTwice_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Words(List.of("a", "")));
        assertThrows(IllegalArgumentException.class, () -> new Words(List.of("ab", "AB")));
    }

    @Test
    void noWords_areFoundNowhere() {
        assertFalse(new Words(List.of()).anyIn("anything"));
    }

    private static SortedSet<String> oneByOne(List<String> words, String text) {
        SortedSet<String> found = new TreeSet<>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                found.add(word + "@" + (at + word.length()));
            }
        }
        return found;
    }

    private static List<String> found(Words words, String text) {
        List<String> found = new ArrayList<>();
        words.find(text, (word, end) -> found.add(words.words().get(word) + "@" + end));
        return found;
    }

    private static String text(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ('a' + random.nextInt(3)));
        }
        return out.toString();
    }
}
