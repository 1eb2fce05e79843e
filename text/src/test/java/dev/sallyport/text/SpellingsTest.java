package dev.sallyport.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.text.form.CompactForm;
import dev.sallyport.text.form.DateForm;
import dev.sallyport.text.form.NumberForm;
import dev.sallyport.text.form.Spellings;
import dev.sallyport.text.form.UrlForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Numbers, dates, addresses and grouped digits in their many spellings. */
class SpellingsTest {
    @Test
    void numbers_loseTheirWritersHabits() {
        for (String text : List.of(
                "1000", "1,000.00", "1.000,00", "1'000", "1 000", "1e3", "$1000", "1000 EUR", "USD 1000", "01000")) {
            assertEquals(Set.of("1000"), NumberForm.of(text), text);
        }
        assertEquals(Set.of("-12.5"), NumberForm.of("-12.50"));
        assertEquals(Set.of("1234567.8"), NumberForm.of("1,234,567.80"));
        assertEquals(Set.of("0"), NumberForm.of("0.00"));
    }

    @Test
    void oneMark_isReadBothWays() {
        assertEquals(Set.of("1000", "1"), NumberForm.of("1.000"));
        assertEquals(Set.of("1000", "1"), NumberForm.of("1,000"));
        assertEquals(Set.of("98.7"), NumberForm.of("98,70"));
    }

    @Test
    void whatIsNoNumber_hasNoForm() {
        for (String text : List.of(
                "", "'5", "5'", "1,00,0", "1.2.3", "abc", "12ab34", "e3", "1e999999999", "--", "$", "1_", ".")) {
            assertEquals(Set.of(), NumberForm.of(text), text);
        }
        assertEquals(Set.of(), NumberForm.of("9".repeat(41)));
    }

    @Test
    void anyGrouping_isUndone() {
        long seed = 97;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            BigDecimal number = BigDecimal.valueOf(1_000_00L + random.nextLong(1_000_000_000_000L), 2);
            String english = String.format(Locale.ROOT, "%,.2f", number);
            String german = english.replace(',', '#').replace('.', ',').replace('#', '.');
            String plain = number.stripTrailingZeros().toPlainString();
            assertTrue(NumberForm.of(english).contains(plain), "seed " + seed + " " + english);
            assertTrue(NumberForm.of(german).contains(plain), "seed " + seed + " " + german);
        }
    }

    @Test
    void days_areFoundInEverySpelling() {
        for (String text : List.of(
                "2022-01-02",
                "2 January 2022",
                "January 2, 2022",
                "Jan 2nd, 2022",
                "2nd of January 2022",
                "2022/1/2",
                "2-Jan-2022",
                "2022-01-02T10:00:00Z")) {
            assertEquals(Set.of("2022-01-02"), DateForm.of(text), text);
        }
        assertEquals(Set.of("2022-02-01", "2022-01-02"), DateForm.of("01/02/2022"));
        assertEquals(Set.of("2022-12-31"), DateForm.of("31.12.2022"));
        assertEquals(Set.of("2022-12-31"), DateForm.of("12/31/22"));
    }

    @Test
    void whatIsNoDay_hasNone() {
        for (String text : List.of(
                "2022-13-40",
                "31/31/2022",
                "1.2.3.4",
                "10.0.0.1",
                "hello world",
                "2022",
                "30 February 2022",
                "Marchand 3 2022")) {
            assertEquals(Set.of(), DateForm.of(text), text);
        }
    }

    @Test
    void addresses_keepOnlyWhereTheyLead() {
        for (String text : List.of(
                "https://evil.com/x",
                "http://www.evil.com/x/",
                "HTTPS://EVIL.com:443/x",
                "www.evil.com/x",
                "https://good.com@evil.com/x",
                "https://evil.com./%78#top",
                "https://ev\u0456l.com/x")) {
            assertEquals(Optional.of("evil.com/x"), UrlForm.of(text), text);
        }
        assertEquals(Optional.of("paypal.com"), UrlForm.of("https://xn--pypal-4ve.com/"));
        assertEquals(Optional.of("evil.com:8080/a"), UrlForm.of("http://evil.com:8080/a"));
        assertEquals(Optional.of("evil.com"), UrlForm.hostOf("https://evil.com:8080/a?b"));
        assertEquals(Optional.empty(), UrlForm.of("javascript://evil.com"));
        assertEquals(Optional.empty(), UrlForm.of("just words"));
    }

    @Test
    void groupedDigits_areJoined() {
        assertEquals(Optional.of("de89370400440532013000"), CompactForm.of("DE89 3704 0044 0532 0130 00"));
        assertEquals(Optional.of("49301234567"), CompactForm.of("+49 (30) 123-4567"));
        assertEquals(Optional.of("49301234567"), CompactForm.of("0049 30 1234567"));
        assertEquals(Optional.empty(), CompactForm.of("12345"));
        assertEquals(Optional.empty(), CompactForm.of("order 1234567"));
    }

    @Test
    void aText_isScannedForThemAll() {
        Set<String> found = new TreeSet<>();
        Spellings.scan(
                "Pay 1,250.50 by 3 March 2023, call +44 (20) 555-0199 or see https://www.Evil.com/pay/ (soon).",
                (spelling, whole) -> found.add(spelling.kind() + " " + spelling.text() + " " + whole));
        Set<String> expected = Set.of(
                "NUMBER 1250.5 false", "DATE 2023-03-03 false", "COMPACT 44205550199 false", "URL evil.com/pay false");
        assertTrue(found.containsAll(expected), found::toString);
    }

    @Test
    void aWholeText_isOneSpelling() {
        Set<String> found = new TreeSet<>();
        Spellings.scan("1,250.50", (spelling, whole) -> found.add(spelling.text() + " " + whole));
        assertEquals(Set.of("1250.5 true"), found);
    }
}
