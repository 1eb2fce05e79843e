package dev.sallyport.shield.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.list.Malicious;
import dev.sallyport.shield.packages.list.Versions;
import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssessorTest {
    static final Knowledge SHIPPED = Knowledge.shipped();
    private static final long NOW = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

    private static Facts facts(long ageDays, boolean runs) {
        long created = NOW - Duration.ofDays(ageDays).toMillis();
        return new Facts(
                true,
                OptionalLong.of(created),
                OptionalLong.of(created),
                OptionalInt.of(1),
                OptionalLong.of(10),
                runs,
                false,
                Set.of("1.0.0", "1.10"));
    }

    private static Assessor told(String name, Facts facts) {
        return new Assessor(new Knowledge(
                SHIPPED.popular(),
                SHIPPED.known(),
                SHIPPED.malicious(),
                Map.of(Ecosystem.NPM, Map.of(name, facts)),
                Own.NOTHING,
                1));
    }

    @Test
    void everyNameOfTheVectors_isAnsweredAsTheySay() {
        Assessor assessor = new Assessor(SHIPPED);
        List<String> wrong = new ArrayList<>();
        for (JsonObject row : Vectors.spec("names.jsonl")) {
            Ecosystem ecosystem =
                    Ecosystem.byName(Vectors.string(row, "ecosystem")).orElseThrow();
            Assessment answer =
                    assessor.assess(ecosystem, Vectors.string(row, "name"), Vectors.string(row, "version"), NOW);
            List<String> reasons =
                    answer.evidence().stream().map(e -> e.reason().wire()).toList();
            boolean right = answer.wire().equals(Vectors.string(row, "verdict"))
                    && reasons.containsAll(Vectors.strings(row, "reasons"));
            if (!right) {
                wrong.add(Vectors.string(row, "name") + " is " + answer.wire() + " " + reasons);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void name_theRegistryHasNot_isBlocked_andOneItTookAwayToo() {
        Assessment absent = told("some-name-here", Facts.absent()).assess(Ecosystem.NPM, "some-name-here", "", NOW);
        assertEquals("block", absent.wire());
        assertTrue(absent.has(Reason.NOT_IN_REGISTRY));
    }

    @Test
    void age_decides_inTwoSteps() {
        assertEquals(
                "block",
                told("aa-bb-cc-dd", facts(1, false))
                        .assess(Ecosystem.NPM, "aa-bb-cc-dd", "", NOW)
                        .wire());
        assertEquals(
                "warn",
                told("aa-bb-cc-dd", facts(20, false))
                        .assess(Ecosystem.NPM, "aa-bb-cc-dd", "", NOW)
                        .wire());
        assertEquals(
                "allow",
                told("aa-bb-cc-dd", facts(90, false))
                        .assess(Ecosystem.NPM, "aa-bb-cc-dd", "", NOW)
                        .wire());
    }

    @Test
    void installScript_weighsOnlyWhereFewKnowThePackage() {
        assertTrue(told("aa-bb-cc-dd", facts(90, true))
                .assess(Ecosystem.NPM, "aa-bb-cc-dd", "", NOW)
                .wire()
                .equals("warn"));
        assertEquals(
                "allow",
                told("esbuild", facts(90, true))
                        .assess(Ecosystem.NPM, "esbuild", "", NOW)
                        .wire());
    }

    @Test
    void version_theRegistryHasNot_isLookedAt_andTrailingZerosSayNothing() {
        Assessor assessor = told("aa-bb-cc-dd", facts(900, false));
        assertTrue(assessor.assess(Ecosystem.NPM, "aa-bb-cc-dd", "7.0.0", NOW).has(Reason.UNKNOWN_VERSION));
        assertFalse(assessor.assess(Ecosystem.NPM, "aa-bb-cc-dd", "1.10.0", NOW).has(Reason.UNKNOWN_VERSION));
    }

    @Test
    void ownName_thatThePublicRegistryHasToo_isConfusion() {
        Knowledge mine = SHIPPED.with(new Own(List.of("@acme/", "acme-", "leftpadder-own"), List.of()));
        Assessor assessor = new Assessor(mine);
        assertEquals(
                "allow",
                assessor.assess(Ecosystem.NPM, "@acme/billing", "", NOW).wire());
        Knowledge taken = new Knowledge(
                mine.popular(),
                Map.of(Ecosystem.NPM, KnownNames.of("2026-11", 0, List.of("acme-core"))),
                mine.malicious(),
                Map.of(),
                mine.own(),
                0);
        assertTrue(
                new Assessor(taken).assess(Ecosystem.NPM, "acme-core", "", NOW).has(Reason.DEPENDENCY_CONFUSION));
    }

    @Test
    void versions_ofAListedName_areComparedAsVersions() {
        Versions listed = new Versions(false, Set.of("1.0.0"), List.of(new Versions.Span("2.0.0", "2.1.0", "")));
        Malicious list = new Malicious.Builder()
                .add(Ecosystem.NPM, "Some-Honest", new Malicious.Entry(listed, true, "MAL-1"))
                .build();
        Assessor assessor =
                new Assessor(new Knowledge(SHIPPED.popular(), Map.of(), List.of(list), Map.of(), Own.NOTHING, 0));
        assertEquals(
                "block",
                assessor.assess(Ecosystem.NPM, "some-honest", "v1.0.0", NOW).wire());
        assertEquals(
                "block",
                assessor.assess(Ecosystem.NPM, "some-honest", "=2.0.9", NOW).wire());
        assertEquals(
                "unassessed",
                assessor.assess(Ecosystem.NPM, "some-honest", "2.1.0", NOW).wire());
        assertEquals(
                "warn",
                assessor.assess(Ecosystem.NPM, "some-honest", "^1.0.0", NOW).wire());
    }

    @Test
    void knownNames_surviveWriting_andSeldomKnowWhatTheyWereNotTold() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            names.add("name-" + i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KnownNames.of("2026-11", 7, names).write(out);
        KnownNames read = KnownNames.read(new ByteArrayInputStream(out.toByteArray()));
        assertTrue(names.stream().allMatch(read::mayContain));
        long wrong =
                names.stream().filter(name -> read.mayContain("other-" + name)).count();
        assertTrue(wrong < names.size() / 100, wrong + " of " + names.size());
        assertEquals(7, read.atLeast());
        assertEquals("2026-11", read.day());
    }
}
