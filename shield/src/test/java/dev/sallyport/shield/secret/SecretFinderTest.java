package dev.sallyport.shield.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.shield.Corpora;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretFinderTest {
    private static final SecretFinder FINDER = SecretFinder.bundled();
    private static final int ROUNDS = 20;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private static List<Secret> credentials(String text) {
        return FINDER.in(text).stream().filter(Secret::isCredential).toList();
    }

    @Test
    void everyForm_isFoundWhereItStands() throws IOException {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String row : Corpora.spec("shield/secret/forms.tsv")) {
            String[] cells = row.split("\t");
            for (int i = 0; i < ROUNDS; i++) {
                String marked = Drawn.line(cells[1], random);
                String expected = marked.substring(marked.indexOf('«') + 1, marked.indexOf('»'));
                String text = marked.replace("«", "").replace("»", "");
                List<Secret> found = credentials(text);
                tried++;
                boolean right = found.size() == 1
                        && text.substring(
                                        found.getFirst().from(),
                                        found.getFirst().to())
                                .equals(expected);
                if (!right || !found.getFirst().kind().equals(cells[0])) {
                    wrong.add(text + " => " + found);
                }
            }
        }
        // Chance draws a value now and then that looks like words or like nothing; more than a few is a fault.
        assertTrue(wrong.size() * 50 <= tried, "seed " + seed + ": " + wrong.size() + " of " + tried + " " + wrong);
    }

    @Test
    void ordinaryLines_holdNoCredential() throws IOException {
        for (String line : Corpora.spec("shield/secret/clean.txt")) {
            String text = Drawn.line(line, random);
            assertEquals(List.of(), credentials(text), "seed " + seed + ": " + text);
        }
    }

    @Test
    void names_areToldApart() throws IOException {
        for (String row : Corpora.spec("shield/secret/names.tsv")) {
            String[] cells = row.split("\t");
            assertEquals(cells[1].equals("secret"), SecretNames.isSecret(cells[0]), cells[0]);
        }
    }

    @Test
    void aMembersName_saysThatItsValueIsASecret() {
        String value = Drawn.line("{w24}", new Random(1));
        assertEquals(1, FINDER.in("client_secret", value).size());
        assertEquals(List.of(), FINDER.in("client_name", value));
        assertEquals(List.of(), FINDER.in("client_secret", "${CLIENT_SECRET}"));
    }

    @Test
    void aTokenBehindBase64OrPercentSigns_isFoundAsTheWholeStretch() {
        String token = "ghp" + "_" + Drawn.line("{w36}", random);
        String hidden = Base64.getEncoder().encodeToString(("user:" + token).getBytes(StandardCharsets.UTF_8));
        List<Secret> found = credentials("data " + hidden + " end");
        assertEquals(List.of("github-token"), found.stream().map(Secret::kind).toList(), "seed " + seed);
        assertEquals(5, found.getFirst().from());
        String escaped = "q=%67%68%70%5F" + token.substring(4);
        assertEquals(1, credentials(escaped).size(), "seed " + seed + " " + escaped);
    }

    @Test
    void aTokenWithItsChecksum_isCertain() {
        // The example GitHub published in 2021 is not used: the checksum is made here.
        String body = Drawn.line("{w30}", random);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        StringBuilder tail = new StringBuilder();
        for (long rest = crc.getValue(), i = 0; i < 6; i++, rest /= 62) {
            tail.insert(0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt((int) (rest % 62)));
        }
        List<Secret> found = credentials("gh" + "p_" + body + tail);
        assertEquals(1.0, found.getFirst().confidence(), "seed " + seed);
        assertEquals(Verdict.BLOCK, found.getFirst().verdict());
    }

    @Test
    void personalData_isNamedByWhatItIs_andIsNoCredential() {
        assertEquals(List.of("iban"), kinds("pay DE89 3704 0044 0532 0130 00 today"));
        assertEquals(List.of(), kinds("pay DE88 3704 0044 0532 0130 00 today"));
        assertEquals(List.of("payment-card"), kinds("card 4242 4242 4242 4242."));
        assertEquals(List.of(), kinds("card 4242 4242 4242 4243."));
        assertEquals(List.of("us-ssn"), kinds("ssn 536-22-1847"));
        assertEquals(List.of("mail-address"), kinds("write to ada.lovelace@mail.example.org."));
        assertEquals(List.of("telephone"), kinds("call +49 30 901820 now"));
        assertEquals(List.of("network-address"), kinds("host 93.184.216.34 answered"));
        assertEquals(List.of(), kinds("host 10.1.2.3 answered 2026-11-21, 1.2.3.4-rc1, build 4242424242424242x"));
        assertEquals(List.of(), credentials("DE89 3704 0044 0532 0130 00"));
    }

    private static List<String> kinds(String text) {
        return FINDER.in(text).stream().map(Secret::kind).toList();
    }

    @Test
    void findsNeverOverlap_andStayInTheText() {
        for (int i = 0; i < 2_000; i++) {
            String text = hostile(random, 200);
            int behind = 0;
            for (Secret secret : FINDER.in(text)) {
                assertTrue(secret.from() >= behind && secret.to() <= text.length(), "seed " + seed + ": " + text);
                behind = secret.to();
            }
        }
    }

    /** Pieces that begin looks, over and over: what would be slow if a look were not bounded. */
    static String hostile(Random random, int pieces) {
        String[] of = {
            "://",
            "a:b@",
            "-----BEGIN ",
            "RSA PRIVATE KEY-----",
            "eyJ",
            ".",
            "password=",
            "token: ",
            "\"",
            "key",
            "AAAA",
            "kind: secret",
            "\n  data:\n",
            "   a: YWRtaW46cGFz\n",
            "curl -u ",
            "Authorization: Bearer ",
            "ghp" + "_",
            "0123456789",
            "x",
            "|",
            "@",
            "+4",
            "%41",
            "DE89",
            " ",
            "4242 ",
            "sk-",
            "é",
            "\uD83D\uDE00",
            "\\n",
            "---",
            "Q~",
            "PuTTY-User-Key-File-"
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(of[random.nextInt(of.length)]);
        }
        return text.toString();
    }
}
