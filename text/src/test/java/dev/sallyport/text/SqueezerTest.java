package dev.sallyport.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.text.normal.Fold;
import dev.sallyport.text.normal.Squeezer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The squeezed form. */
class SqueezerTest {
    private final Squeezer squeezer = new Squeezer();

    private String squeezed(String text) {
        squeezer.squeeze(text);
        return new String(squeezer.bytes(), 0, squeezer.length(), StandardCharsets.UTF_8);
    }

    private List<String> words(String text) {
        squeezed(text);
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= squeezer.length(); i++) {
            if (squeezer.wordAt(i)) {
                words.add(new String(squeezer.bytes(), from, i - from, StandardCharsets.UTF_8));
                from = i;
            }
        }
        return words;
    }

    @Test
    void spacesQuotesAndBrackets_fall() {
        assertEquals("de89370400440532", squeezed(" DE89 3704\t0044\n0532 "));
        assertEquals("mallory@evil.com", squeezed("\"Mallory\" <@evil.com>.".replace(" <@", "@<")));
        assertEquals("boldname", squeezed("**bold** `name`"));
    }

    @Test
    void lookAlikes_becomeWhatTheyLookLike() {
        assertEquals("paypal.com", squeezed("p\u0430yp\u0430l.com"));
        assertEquals("apple", squeezed("\u0430\u0440\u0440\u04cf\u0435"));
        assertEquals("scope", squeezed("\u0455\u0441\u043e\u0440\u0435"));
        assertEquals("bank", squeezed("B\u0391\u039d\u039a"));
        assertEquals("evil.com/x", squeezed("evil\u3002com\u2215x"));
    }

    @Test
    void compatibilityForms_areComposed() {
        assertEquals(
                "admin@corp.com",
                squeezed("\uff41\uff44\uff4d\uff49\uff4e\uff20\uff43\uff4f\uff52\uff50\uff0e\uff43\uff4f\uff4d"));
        assertEquals(
                "transfer",
                squeezed(
                        "\ud835\udc2d\ud835\udc2b\ud835\udc1a\ud835\udc27\ud835\udc2c\ud835\udc1f\ud835\udc1e\ud835\udc2b"));
        assertEquals("office", squeezed("o\ufb03ce"));
        assertEquals("1234", squeezed("\u0661\u0662\u0663\u0664"));
    }

    @Test
    void accentsOnEuropeanLetters_fall_composedOrNot() {
        assertEquals("muller", squeezed("M\u00fcller"));
        assertEquals("muller", squeezed("Mu\u0308ller"));
        assertEquals("strasse", squeezed("Stra\u00dfe"));
    }

    @Test
    void whatNobodySees_falls() {
        assertEquals("attacker@evil.com", squeezed("att\u200backer\u2060@ev\u00adil\ufeff.c\u202eom"));
        assertEquals("hidden", squeezed("hi\ufe0fd\u034fden"));
    }

    @Test
    void tagCharacters_areReadAsAModelReadsThem() {
        StringBuilder tagged = new StringBuilder("hi ");
        "evil.com".chars().forEach(c -> tagged.appendCodePoint(0xE0000 + c));
        assertEquals("hievil.com", squeezed(tagged.toString()));
    }

    @Test
    void differentTexts_stayDifferent() {
        assertNotEquals(squeezed("account 10"), squeezed("account 1O"));
        assertNotEquals(squeezed("john.doe@x.org"), squeezed("johndoe@x.org"));
        assertNotEquals(squeezed("\u4f60\u597d"), squeezed("\u4f60"));
    }

    @Test
    void words_endAtSpacesAndLoseTheirPunctuation() {
        assertEquals(List.of("pay", "bob", "1,000.00", "now"), words("Pay (Bob) 1,000.00, now!"));
        assertEquals(List.of("dont", "stop"), words("don't 'stop'"));
    }

    @Test
    void parts_endAtTheMarksOfAddresses() {
        squeezed("a@b.org");
        assertTrue(squeezer.partAt(1) && squeezer.partAt(2));
        assertTrue(!squeezer.wordAt(1) && !squeezer.wordAt(2));
        assertTrue(squeezer.wordAt(0) && squeezer.wordAt(7));
    }

    @Test
    void squeezingAgain_changesNothing_forAnyText() {
        long seed = 20260118;
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k >= 0; k--) {
                int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x30000) : random.nextInt(0x500);
                boolean half = codePoint >= 0xD800 && codePoint <= 0xDFFF;
                text.appendCodePoint(half ? 'x' : codePoint);
            }
            String once = squeezed(text.toString()).replaceAll("[.,;:!?']", "");
            assertEquals(once, squeezed(once).replaceAll("[.,;:!?']", ""), "seed " + seed + " text " + text);
        }
    }

    @Test
    void everyCodePoint_foldsToSomethingThatStaysSo() {
        for (int codePoint = 0; codePoint <= 0x1FFFF; codePoint++) {
            String folded = Fold.of(codePoint);
            StringBuilder again = new StringBuilder();
            folded.codePoints().forEach(c -> again.append(Fold.of(c)));
            assertEquals(folded, again.toString(), "U+" + Integer.toHexString(codePoint));
        }
    }
}
