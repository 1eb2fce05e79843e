package dev.sallyport.provenance.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.source.FieldClass;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes when a session holds more than its cap. */
class EvictionTest {
    private static final int CAP = 100_000;

    private final SessionIndex index = new SessionIndex(Sessions.KEY, CAP);
    private final Random random = new Random(31);

    private void fill(int from, int to) {
        for (int i = from; i < to; i++) {
            index.add(
                    Sessions.mail(i),
                    "$.body",
                    "marker-" + i + "-left " + Sessions.sentence(random, 100) + " 10," + String.format("%03d", i)
                            + ".50",
                    FieldClass.EXT);
        }
    }

    @Test
    void belowTheCap_nothingGoes() {
        fill(0, 100);
        assertFalse(index.evicted());
        assertEquals(1, index.matches("marker-0-left").size());
    }

    @Test
    void theOldestStrangersTextGoes_andTheRestIsStillFound() {
        fill(0, 1000);
        assertTrue(index.evicted());
        assertTrue(index.evictedBytes() > 0);
        assertTrue(index.textBytes() <= CAP);
        assertEquals(List.of(), index.matches("marker-0-left"));
        assertEquals(999, index.matches("marker-999-left").getFirst().source().number());
        assertEquals(999, index.matches("10999.5").getFirst().source().number());
        int here = 0;
        for (int i = 0; i < 1000; i++) {
            boolean found = !index.matches("marker-" + i + "-left").isEmpty();
            assertTrue(found || here == 0, "a gap at " + i);
            here += found ? 1 : 0;
        }
        assertTrue(here >= 50, "only " + here + " are left");
    }

    @Test
    void theUsersWordsAndTrustedFields_stay() {
        index.add(Sessions.prompt(0), "$", "send it to carol@example.org today", FieldClass.USER);
        index.add(Sessions.mail(1), "$.own", "my-own-note-8841", FieldClass.OWN);
        index.add(Sessions.mail(1), "$.id", "booking-77-alpha", FieldClass.SYS);
        index.add(Sessions.mail(1), "$.payee", "known-payee-5512", FieldClass.KCP);
        index.add(Sessions.mail(1), "$.sender", "some-sender-3301", FieldClass.ID);
        fill(2, 1000);
        for (String value : List.of("carol@example.org", "my-own-note-8841", "booking-77-alpha", "known-payee-5512")) {
            assertFalse(index.matches(value).isEmpty(), value);
        }
        assertEquals(List.of(), index.matches("some-sender-3301"));
    }

    @Test
    void trustedTextAlone_neverGoes_andLeavesAQuarterToStrangers() {
        for (int i = 0; i < 400; i++) {
            index.add(
                    Sessions.mail(i), "$.rows", "row-" + i + "-own " + Sessions.sentence(random, 100), FieldClass.OWN);
        }
        assertFalse(index.evicted());
        fill(400, 420);
        assertFalse(index.matches("marker-419-left").isEmpty());
        assertFalse(index.matches("row-0-own").isEmpty());
    }

    @Test
    void aLeafLargerThanTheCap_isKeptAsFarAsItFits_andSaysSo() {
        index.add(Sessions.mail(1), "$.page", "begin-of-page-1 " + Sessions.sentence(random, 40_000), FieldClass.EXT);
        assertTrue(index.evicted());
        assertFalse(index.matches("begin-of-page-1").isEmpty());
        assertTrue(index.textBytes() <= CAP + 2);
    }

    @Test
    void everySmallerCap_works() {
        for (int cap = 1; cap < 400; cap += 7) {
            SessionIndex small = new SessionIndex(Sessions.KEY, cap);
            for (int i = 0; i < 100; i++) {
                small.add(Sessions.mail(i), "$", Sessions.sentence(random, random.nextInt(12)), FieldClass.EXT);
                assertTrue(small.textBytes() <= cap + 4, "cap " + cap + " holds " + small.textBytes());
            }
        }
    }

    @Test
    void aCapOutOfRange_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SessionIndex(Sessions.KEY, 0));
        assertThrows(IllegalArgumentException.class, () -> new SessionIndex(Sessions.KEY, 1L << 31));
    }
}
