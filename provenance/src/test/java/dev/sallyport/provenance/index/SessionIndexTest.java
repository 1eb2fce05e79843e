package dev.sallyport.provenance.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a value is found as. */
class SessionIndexTest {
    private final SessionIndex index = new SessionIndex(Sessions.KEY);

    private void mail(String path, String text) {
        index.add(Sessions.mail(1), path, text, FieldClass.EXT);
    }

    private Match first(String value) {
        List<Match> matches = index.matches(value);
        assertFalse(matches.isEmpty(), value);
        return matches.getFirst();
    }

    private void assertFound(Basis basis, String value) {
        assertEquals(basis, first(value).basis(), value);
    }

    @Test
    void theSameCharactersAsAWholeLeaf_areExact() {
        mail("$.from", "Bob@Example.com");
        assertEquals(
                List.of(new Match(Sessions.mail(1), "$.from", FieldClass.EXT, Basis.EXACT, 15, 0)),
                index.matches("Bob@Example.com"));
        assertFound(Basis.NORMALISED, "bob@example.com");
        assertFound(Basis.NORMALISED, " b\u043eb@example.com");
    }

    @Test
    void aWordOfALeaf_isAToken_andAPartOfAWordToo() {
        mail("$.body", "Please pay Bob (bob@example.com), account UK12.");
        assertFound(Basis.TOKEN, "Bob");
        assertFound(Basis.TOKEN, "bob@example.com");
        assertFound(Basis.TOKEN, "example.com");
        assertFound(Basis.TOKEN, "uk12");
        assertEquals(List.of(), index.matches("bo"));
        assertEquals(List.of(), index.matches("UK1"));
    }

    @Test
    void twelveCharactersInCommon_areASubstring_elevenAreNot() {
        mail("$.body", "abcdefghijklmnopqrstuvwxyz");
        Match match = first("99cdefghijklmn77");
        assertEquals(Basis.SUBSTRING, match.basis());
        assertEquals(2, match.offset());
        assertEquals(12, match.length());
        assertEquals(List.of(), index.matches("99cdefghijklm777"));
    }

    @Test
    void charactersAreCounted_notBytes() {
        mail("$.body", "\u4f60\u597d\u4e16\u754c\u6211\u4eec\u662f\u670b\u53cb\u5417\u4eca\u5929\u5f88\u597d");
        assertEquals(List.of(), index.matches("x\u4e16\u754c\u6211\u4eec\u662f\u670b\u53cb\u5417\u4eca\u5929\u5f88y"));
        assertEquals(
                12,
                first("x\u4e16\u754c\u6211\u4eec\u662f\u670b\u53cb\u5417\u4eca\u5929\u5f88\u597dy")
                        .length());
    }

    @Test
    void theStrongestBasisComesFirst_thenTheMostTrustedClass() {
        mail("$.body", "the account is DE89370400440532013000 as agreed");
        index.add(Sessions.mail(2), "$.iban", "DE89370400440532013000", FieldClass.EXT);
        index.add(Sessions.mail(3), "$.saved[2].iban", "DE89370400440532013000", FieldClass.KCP);
        index.add(Sessions.prompt(4), "$", "pay DE89370400440532013000", FieldClass.USER);
        List<Match> matches = index.matches("DE89370400440532013000");
        assertEquals(
                List.of(Basis.EXACT, Basis.EXACT, Basis.TOKEN, Basis.TOKEN),
                matches.stream().map(Match::basis).toList());
        assertEquals(
                List.of(FieldClass.KCP, FieldClass.EXT, FieldClass.USER, FieldClass.EXT),
                matches.stream().map(Match::fieldClass).toList());
        assertEquals("$.saved[2].iban", matches.getFirst().path());
    }

    @Test
    void encodedValues_areFoundByWhatStandsBehindThem() {
        mail("$.body", "the secret code is 4471-bravo-kilo today");
        byte[] secret = "4471-bravo-kilo".getBytes(StandardCharsets.UTF_8);
        assertFound(Basis.TOKEN, Base64.getEncoder().encodeToString(secret));
        assertFound(Basis.TOKEN, HexFormat.of().formatHex(secret));
        assertFound(Basis.TOKEN, "%" + HexFormat.ofDelimiter("%").formatHex(secret));
        assertFound(
                Basis.TOKEN,
                Base64.getEncoder().encodeToString(Base64.getEncoder().encode(secret)));
    }

    @Test
    void encodedWordsOfTheText_areFoundByTheirMeaning() {
        mail("$.body", "write to bWFsbG9yeUBldmlsLmNvbQ== or carol%40evil.com or d&#97;ve&commat;evil.com");
        assertFound(Basis.TOKEN, "mallory@evil.com");
        assertFound(Basis.TOKEN, "carol@evil.com");
        assertFound(Basis.TOKEN, "dave@evil.com");
    }

    @Test
    void aDecodedForm_isNeverExact() {
        mail("$.to", "carol%40evil.com");
        assertFound(Basis.NORMALISED, "carol@evil.com");
        index.add(Sessions.mail(2), "$.saved", "carol@evil.org", FieldClass.KCP);
        assertFound(Basis.NORMALISED, "carol%40evil.org");
    }

    @Test
    void otherSpellings_areFound() {
        mail("$.body", "Pay 1,250.50 by 3 March 2023, call +44 (20) 555-01 or see https://www.Evil.com:443/pay/ now");
        for (String value : List.of("1250.5", "1250.50", "1.250,50", "2023-03-03", "03/03/2023", "442055501")) {
            assertFound(Basis.TOKEN, value);
        }
        assertFound(Basis.TOKEN, "http://evil.com/pay");
        assertFound(Basis.TOKEN, "evil.com/pay");
        mail("$.amount", "98.70");
        assertFound(Basis.NORMALISED, "98.7");
        assertFound(Basis.NORMALISED, "98,70");
    }

    @Test
    void spacedAndBrokenValues_areFound() {
        mail("$.body", "IBAN GB29 NWBK 6016\n1331 9268 19; mail m a l l o r y @ e v i l . c o m");
        assertFound(Basis.TOKEN, "GB29NWBK60161331926819");
        assertFound(Basis.TOKEN, "mallory@evil.com");
    }

    @Test
    void piecesOfAValue_areFoundInTheirOrder() {
        mail("$.first", "mallo");
        mail("$.body", "and the second half is ry@evil.com as you know");
        assertTrue(index.matches("mallory@evil.com").stream().noneMatch(match -> match.length() == 16));
        List<Match> pieces = index.pieces("mallory@evil.com");
        assertEquals(
                List.of("$.first", "$.body"), pieces.stream().map(Match::path).toList());
        assertEquals(List.of(0, 5), pieces.stream().map(Match::offset).toList());
        assertEquals(List.of(), index.pieces("mallory@good.org"));
    }

    @Test
    void ownerAndRepository_makeUpTheirName() {
        index.add(Sessions.mail(1), "$.owner", "octo-org", FieldClass.OWN);
        index.add(Sessions.mail(1), "$.repo", "hello-world", FieldClass.OWN);
        assertEquals(2, index.pieces("octo-org/hello-world").size());
    }

    @Test
    void aFloodOfOneValue_hidesNeitherTheUsersWordsNorATrustedLeaf() {
        for (int i = 0; i < 5000; i++) {
            index.add(Sessions.mail(i), "$.rows[" + i + "].to", "Bob", FieldClass.EXT);
        }
        index.add(Sessions.mail(5000), "$.payee", "Bob", FieldClass.KCP);
        index.add(Sessions.prompt(5001), "$", "pay Bob", FieldClass.USER);
        List<Match> matches = index.matches("Bob");
        assertEquals(FieldClass.KCP, matches.getFirst().fieldClass());
        assertTrue(matches.stream().anyMatch(match -> match.fieldClass() == FieldClass.USER));
        assertTrue(matches.size() <= SessionIndex.MOST_MATCHES);
    }

    @Test
    void pathsComeBackAsTheyWere() {
        List<String> paths = List.of("$", "$.a[0].b[12].c", "$[007]", "$['x[3]'].y", "$[]", "$[12345678901]", "$.ä[5]");
        for (int i = 0; i < paths.size(); i++) {
            index.add(Sessions.mail(1), paths.get(i), "value-" + i + "-unique", FieldClass.EXT);
        }
        for (int i = 0; i < paths.size(); i++) {
            assertEquals(paths.get(i), first("value-" + i + "-unique").path());
        }
        for (int i = 0; i < 5000; i++) {
            index.add(Sessions.mail(1), "$.key" + i + "[3]", "other-" + i + "-x", FieldClass.EXT);
        }
        assertEquals("$.key4999[3]", first("other-4999-x").path());
    }

    @Test
    void emptyAndOddTexts_areNoTrouble() {
        for (String text : List.of("", " ", "...", "\u200b", "\ud800", "(((", "'", "\uffff", "&#", "%", "\\u")) {
            mail("$.x", text);
            index.matches(text);
            index.pieces(text);
        }
        assertEquals(List.of(), index.matches(""));
    }
}
