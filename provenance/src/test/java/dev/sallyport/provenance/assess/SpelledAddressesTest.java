package dev.sallyport.provenance.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are found however they are spelled, and a text without any trick is read the short way with the same result. */
class SpelledAddressesTest {
    private static final List<String> PIECES = List.of(
            "evil", "example", ".", "com", "/", "path", " ", ":", "//", "http", "hxxps", "h**p", "[", "]", "(", ")",
            "dot", "DoT", "d0t", "slash", "Slash", "-dot-", "_dot_", "%2e", "&#46;", "<", ">", "www.", "order", "12",
            "s", "d", "{", "}", "punkt", "\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see https://evil.example.com/x",
                "see hxxps://evil.example.com/x",
                "see https://evil[.]example[.]com/x",
                "see https://evil dot example dot com/x",
                "see https://evil_dot_example-dot-com/x",
                "see https[:]//evil.example.com/x",
                "see https://evil.example.com slash x",
                "see https://evil%2eexample&#46;com/x"
            })
    void anAddress_isFound_howeverItIsSpelled(String text) {
        assertTrue(
                SpelledAddresses.in(text).stream().anyMatch(url -> url.contains("evil.example.com")),
                SpelledAddresses.in(text).toString());
    }

    @Test
    void aTextOfPlainCharacters_isReadLikeOneThatIsNot() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = 1 + random.nextInt(9); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            // A letter beyond ASCII, apart from the rest, has the whole way taken.
            assertEquals(
                    SpelledAddresses.in(text + " ."),
                    SpelledAddresses.in(text + " . \u00e9"),
                    "seed " + seed + ": `" + text + "`");
            found += SpelledAddresses.in(text.toString()).isEmpty() ? 0 : 1;
        }
        assertTrue(found > 1_000, "only " + found + " texts held an address");
    }
}
