package dev.sallyport.shield.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.shield.Corpora;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String MARK = "k3f9";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void whatWasTakenOut_isPutBack_andNothingOfItIsLeftBefore() throws IOException {
        List<String> forms = Corpora.spec("shield/secret/forms.tsv");
        for (int round = 0; round < 200; round++) {
            Vault vault = new Vault(MARK, true);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                String marked =
                        Drawn.line(forms.get(random.nextInt(forms.size())).split("\t")[1], random);
                text.append(marked.replace("«", "").replace("»", "")).append("\nplain words between\n");
            }
            Redaction<String> redaction = vault.redact(text.toString());
            assertEquals(text.toString(), vault.restore(redaction.value()), "seed " + seed);
            for (Redaction.Taken taken : redaction.taken()) {
                String original = vault.restore(taken.placeholder());
                String left = redaction.value().replaceAll("\\[redacted:[^]]*]", "");
                assertFalse(leaks(left, original), "seed " + seed + " " + taken);
            }
        }
    }

    private static boolean leaks(String text, String secret) {
        for (int i = 0; i + 8 <= secret.length(); i++) {
            String part = secret.substring(i, i + 8);
            if (text.contains(part) && !part.contains("-----") && !"RSA PRIVATE KEY OPENSSH".contains(part)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void hostileTexts_comeBackAsTheyWere() {
        for (int i = 0; i < 1_000; i++) {
            Vault vault = new Vault(MARK, i % 2 == 0);
            String text = SecretFinderTest.hostile(random, 120);
            assertEquals(text, vault.restore(vault.redact(text).value()), "seed " + seed);
        }
    }

    @Test
    void oneSecret_hasOnePlaceholderForTheSession() {
        Vault vault = new Vault(MARK, false);
        String token = token();
        String first = vault.redact("a " + token).value();
        String second = vault.redact(token + " b " + token()).value();
        assertEquals("a [redacted:github-token:1-k3f9]", first);
        assertEquals("[redacted:github-token:1-k3f9] b [redacted:github-token:2-k3f9]", second);
    }

    @Test
    void aPlaceholderThatWasMadeUp_restoresNothing() {
        Vault vault = new Vault(MARK, false);
        vault.redact(token());
        for (String made : List.of(
                "[redacted:github-token:1]",
                "[redacted:github-token:2-k3f9]",
                "[redacted:password:1-k3f9]",
                "[redacted:github-token:1-0000]",
                "[redacted:[redacted:",
                "[redacted:" + "x".repeat(10_000) + "]")) {
            assertEquals(made, vault.restore(made));
        }
        assertEquals(
                "[redacted:github-token:1-k3f9]", new Vault("zzzz", false).restore("[redacted:github-token:1-k3f9]"));
    }

    @Test
    void aValue_keepsItsForm_andIsRestoredWhereThatIsAllowed() {
        Vault vault = new Vault(MARK, false);
        String token = token();
        Json value = JsonObject.builder()
                .put(
                        "headers",
                        JsonObject.builder().put("password", "hun" + "ter22!x").build())
                .put("lines", new JsonArray(List.of(new JsonString("use " + token), new JsonString("nothing"))))
                .put(token, "as a name")
                .put("count", 7)
                .build();
        Redaction<Json> redaction = vault.redact(value);
        assertEquals(3, redaction.taken().size(), redaction.toString());
        String written = redaction.value().toString();
        assertFalse(written.contains(token) || written.contains("hun" + "ter22"), written);
        JsonObject whole = (JsonObject) vault.restore(redaction.value(), (pointer, text, issued) -> true)
                .value();
        assertEquals(((JsonObject) value).get("lines"), whole.get("lines"));
        assertEquals(null, whole.get(token), "a member's name is never restored");
        JsonObject partly =
                (JsonObject) vault.restore(redaction.value(), (pointer, text, issued) -> pointer.startsWith("/headers"))
                        .value();
        assertEquals(((JsonObject) value).get("headers"), partly.get("headers"));
        assertEquals(((JsonObject) redaction.value()).get("lines"), partly.get("lines"));
    }

    @Test
    void whatWasRestored_isToldByKindAndCount_withWhoseItWas_andNoText() {
        Vault vault = new Vault(MARK, false);
        String token = token();
        Json redacted = vault.redact(new JsonString("use " + token), "box").value();
        vault.redact(new JsonString(token), "shelf");
        Json twice = new JsonArray(List.of(redacted, redacted));
        Restoration restoration = vault.restore(
                twice,
                (pointer, text, issued) -> issued.isLine()
                        && issued.kind().equals("github-token")
                        && issued.sources().equals(java.util.Set.of("box", "shelf")));
        assertEquals(java.util.Map.of("github-token", 2), restoration.kinds());
        assertEquals(List.of(token), restoration.originals());
        assertFalse(restoration.toString().contains(token), restoration.toString());
        assertEquals(
                twice,
                vault.restore(twice, (p, t, i) -> i.sources().contains("other")).value());
    }

    @Test
    void accountsAndCards_stayUnlessTheyAreAskedFor() {
        String text = "pay DE89370400440532013000 for ada@mail.example.org";
        assertTrue(new Vault(MARK, false).redact(text).isClean());
        assertEquals(
                "pay [redacted:iban:1-k3f9] for ada@mail.example.org",
                new Vault(MARK, true).redact(text).value());
    }

    @Test
    void beyondTheLimit_secretsAreTakenOut_butNotKept() {
        Vault vault = new Vault(MARK, false);
        for (int i = 0; i < Vault.LIMIT; i++) {
            vault.redact(token());
        }
        String last = token();
        String redacted = vault.redact(last).value();
        assertEquals("[redacted:github-token:0-k3f9]", redacted);
        assertEquals(redacted, vault.restore(redacted));
    }

    @Test
    void aMarkThatCouldBeGuessed_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Vault("", false));
        assertThrows(IllegalArgumentException.class, () -> new Vault("a]b[", false));
    }

    private String token() {
        return "gh" + "p_" + Drawn.line("{w36}", random);
    }
}
