package dev.sallyport.shield.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EgressShieldTest {
    private static final HostLists LISTS = new HostLists(Set.of("partner.dev"), Set.of("github.com"));

    private final EgressShield shield = new EgressShield(tenant -> tenant.equals("listed") ? LISTS : HostLists.NONE);

    private List<Finding> fetch(String tenant, String agent, String url, long time) {
        JsonObject input = JsonObject.builder().put("url", url).build();
        Subject call = Subject.Call.of(new Action("WebFetch", "WebFetch", null, false, input), Capability.HTTP);
        return shield.inspect(call, new Context(tenant, agent, "s", time, Optional.empty()));
    }

    private static List<String> kinds(List<Finding> findings) {
        return findings.stream().map(f -> f.category().kind()).toList();
    }

    @Test
    void anUnknownPlace_isWorthALook_andTheFirstVisitIsSaidOnce_forEachAgent() {
        assertEquals(List.of("unknown-external", "first-seen"), kinds(fetch("t", "a", "https://data-sink.net/x", 1)));
        assertEquals(List.of("unknown-external"), kinds(fetch("t", "a", "https://www.data-sink.net/y", 2)));
        assertEquals(List.of("unknown-external", "first-seen"), kinds(fetch("t", "b", "https://data-sink.net/x", 3)));
        assertTrue(fetch("t", "a", "https://data-sink.net/", 4).stream().noneMatch(f -> f.verdict() == Verdict.BLOCK));
    }

    @Test
    void whatTheOperatorAllows_isLeftAlone_butNotWhatItCarries() {
        assertEquals(List.of(), fetch("listed", "a", "https://api.partner.dev/v1", 1));
        assertTrue(kinds(fetch("listed", "a", "https://api.partner.dev/?d=QVdTX1NFQ1JFVD1zdXBlcnNlY3JldA==", 1))
                .contains("encoded-data"));
        assertTrue(kinds(fetch("listed", "a", "https://user@partner.dev/", 1)).contains("userinfo"));
    }

    @Test
    void whatTheOperatorDenies_isBlockedForCertain() {
        Finding found = fetch("listed", "a", "https://gist.github.com/x", 1).getFirst();
        assertEquals("denied-host", found.category().kind());
        assertEquals(1.0, found.confidence().orElseThrow());
    }

    @Test
    void muchThatIsSent_isSaid_untilTheWindowHasPassed() {
        String big = "https://data-sink.net/" + "a".repeat(400_000);
        assertFalse(kinds(fetch("t", "a", big, 1)).contains("volume"));
        assertFalse(kinds(fetch("t", "a", big, 2)).contains("volume"));
        assertTrue(kinds(fetch("t", "a", big, 3)).contains("volume"));
        assertFalse(kinds(fetch("t", "a", big, Visits.WINDOW + 2)).contains("volume"));
    }

    @Test
    void manyNewPlaces_areSaid() {
        boolean said = false;
        for (int i = 0; i < 60; i++) {
            said |= kinds(fetch("t", "a", "https://place" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + ".dev/", 1))
                    .contains("fan-out");
        }
        assertTrue(said);
    }

    @Test
    void hostileAddresses_endWithinTheirWork() {
        long seed = 20261123;
        Random random = new Random(seed);
        String alphabet = "a.:/@%?&=-_0x[]\\#~$(){}|;'\"\u0430\uff11\n ";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder url = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int i = 0; i < 60; i++) {
                url.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            fetch("t", "a", url.toString(), 1);
        }
        String[] longOnes = {
            "http://" + "a.".repeat(100_000),
            "http://a/?" + "url=http://b/&".repeat(20_000),
            "http://a/" + "QUJD/".repeat(50_000),
            "http://" + "1.".repeat(90_000)
        };
        for (String url : longOnes) {
            fetch("t", "a", url, 1);
        }
    }
}
