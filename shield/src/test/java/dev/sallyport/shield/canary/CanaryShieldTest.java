package dev.sallyport.shield.canary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class CanaryShieldTest {
    private static final int ROUNDS = 4_000;
    private static final Context CONTEXT = new Context("t", "a", "s", 1_000, Optional.empty());
    private static final List<String> PROSE = List.of(
            "please",
            "update",
            "the",
            "readme",
            "and",
            "run",
            "npm",
            "test",
            "before",
            "you",
            "commit",
            "getUserById",
            "42",
            "src/main/java/App.java",
            "https://docs.example.com/a?b=c%20d",
            "x &amp; y",
            "canary",
            "deployment",
            "-la",
            "sha256",
            "3f786850e387550fdab836ed7e6dc881de23001b",
            "{\"a\": 1}",
            "fn(x) => x + 1;",
            "\\u00e9");

    private final RememberedPlants plants = new RememberedPlants();
    private final CanaryShield shield = new CanaryShield(plants);

    private static Subject.Call call(String... members) {
        Map<String, dev.sallyport.action.json.Json> parameters = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            parameters.put(members[i], new JsonString(members[i + 1]));
        }
        return Subject.Call.of(new Action("mail", "send", null, true, new JsonObject(parameters)), Capability.TOOL);
    }

    private List<Finding> inspect(Subject subject) {
        return shield.inspect(subject, CONTEXT);
    }

    private List<String> kinds(Subject subject) {
        return inspect(subject).stream().map(f -> f.category().kind()).toList();
    }

    private Canary planted(CanaryKind kind, long seed) {
        Canary canary = new CanaryMint(new Random(seed), "https://files.example.com/s/").mint(kind, "one");
        plants.plant("t", canary);
        return canary;
    }

    @Test
    void everyKind_isFoundWhereItIsSentAsItWasPlanted_andOnlyForItsTenant() {
        for (CanaryKind kind : CanaryKind.values()) {
            Canary canary = planted(kind, 7);
            Finding found = inspect(call("body", "see: " + canary.text())).getFirst();
            assertEquals("planted", found.category().kind(), kind.wire());
            assertEquals(Verdict.BLOCK, found.verdict());
            List<Finding> others = shield.inspect(
                    call("body", canary.cores().getFirst()), new Context("other", "a", "s", 0, Optional.empty()));
            assertEquals(List.of(), others, kind.wire());
        }
    }

    @Test
    void aCanaryInAnAnswer_warns() {
        Canary canary = planted(CanaryKind.FILE, 8);
        Finding found = inspect(Subject.Result.of("web", "fetch", new JsonString(canary.text())))
                .getFirst();
        assertEquals(Verdict.WARN, found.verdict());
    }

    @Test
    void aSpan_isWhereTheTokenStands() {
        Canary canary = planted(CanaryKind.TOKEN, 9);
        String core = canary.cores().getFirst();
        Finding found =
                inspect(call("to", "x", "body", "\u00e9 a " + core + " b")).getFirst();
        assertEquals("/body", found.span().pointer());
        assertEquals(4, found.span().from());
        assertEquals(4 + core.length(), found.span().to());
    }

    @Test
    void aCoreSpreadOverArguments_isFound() {
        String core = planted(CanaryKind.TOKEN, 10).cores().getFirst();
        assertEquals(List.of("planted"), kinds(call("a", core.substring(0, 7), "b", core.substring(7))));
        assertTrue(kinds(call("a", core.substring(8) + " is two", "b", "and " + core.substring(0, 8)))
                .contains("split"));
    }

    @Test
    void aCoreSpreadOverCallsOfOneSession_isFound_andNotOverTwoSessions() {
        String core = planted(CanaryKind.TOKEN, 11).cores().getFirst();
        assertEquals(List.of(), kinds(call("url", "https://x.example/?p=" + core.substring(0, 6))));
        Context other = new Context("t", "a", "other", 1_000, Optional.empty());
        assertEquals(List.of(), shield.inspect(call("url", "https://x.example/?q=" + core.substring(6, 16)), other));
        assertEquals(List.of(), kinds(call("url", "https://x.example/?p=" + core.substring(6, 11))));
        assertEquals(List.of("split"), kinds(call("url", "https://x.example/?p=" + core.substring(11))));
    }

    @Test
    void aTokenInOctalDigitsOrBits_isFound_andAPathOfWindowsIsLeftAlone() {
        String core = planted(CanaryKind.TOKEN, 12).cores().getFirst();
        StringBuilder octal = new StringBuilder();
        StringBuilder bits = new StringBuilder();
        core.chars().forEach(c -> {
            octal.append('\\').append(String.format(Locale.ROOT, "%03o", c));
            bits.append(
                    String.format(Locale.ROOT, "%8s", Integer.toBinaryString(c)).replace(' ', '0'));
        });
        assertEquals(List.of("planted"), kinds(call("command", "printf \"" + octal + "\"")));
        assertEquals(List.of("planted"), kinds(call("body", "so: " + bits + ".")));
        assertEquals(List.of("planted"), kinds(call("body", bits.toString().replaceAll("(.{8})", "$1 "))));
        assertEquals(List.of(), kinds(call("path", "C:\\101\\102\\103\\report")));
    }

    @Test
    void aTokenInAnyChainOfThreeDisguises_isFound() {
        long seed = 20261121;
        Random random = new Random(seed);
        Disguise[] all = Disguise.values();
        List<String> missed = new ArrayList<>();
        Map<String, Integer> byDisguise = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Canary canary = planted(CanaryKind.TOKEN, random.nextLong());
            String text = canary.cores().getFirst();
            List<Disguise> chain = new ArrayList<>();
            int length = 1 + random.nextInt(3);
            while (chain.size() < length) {
                Disguise next = all[random.nextInt(all.length)];
                boolean fits = !next.innermost() || chain.stream().allMatch(Disguise::innermost);
                if (fits) {
                    chain.add(next);
                    text = next.of(text, random);
                }
            }
            String framed = random.nextBoolean() ? text : "value: " + text + " end";
            if (!kinds(call("body", framed)).contains("planted")) {
                missed.add(chain + " " + framed);
                chain.forEach(d -> byDisguise.merge(d.name(), 1, Integer::sum));
            }
        }
        System.out.println("canary: " + (ROUNDS - missed.size()) + " of " + ROUNDS
                + " tokens found behind up to three disguises, seed " + seed);
        assertTrue(
                missed.size() <= ROUNDS / 40,
                () -> missed.size() + " missed, seed " + seed + ", by disguise " + byDisguise + ", such as "
                        + missed.subList(0, Math.min(12, missed.size())));
    }

    @Test
    void ordinaryText_holdsNone() {
        planted(CanaryKind.TOKEN, 1);
        planted(CanaryKind.CLOUD_KEY, 2);
        long seed = 20261122;
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(PROSE.get(random.nextInt(PROSE.size()))).append(random.nextInt(9) == 0 ? "\n" : " ");
            }
            List<Finding> found = inspect(call("body", text.toString()));
            assertEquals(List.of(), found, () -> "seed " + seed + ": " + text);
        }
    }

    @Test
    void hostileTexts_endWithinTheirWork() {
        planted(CanaryKind.TOKEN, 1);
        String[] texts = {
            "%41".repeat(100_000), "&#65;".repeat(60_000), "QUJD".repeat(80_000), "canary-".repeat(40_000),
                    "\\u0041".repeat(50_000),
            "H4sI".repeat(70_000), "4a".repeat(150_000), "\u200d".repeat(300_000), "aB3 ".repeat(70_000),
                    "eJy1".repeat(70_000)
        };
        for (String text : texts) {
            Subject.Call call = call("body", text);
            Search search = new Search(call, plants.of("t"), true);
            search.run();
            // The text with which the limit is passed is at most as long as what it was made of.
            long most = Search.most(text.length() + 4L) + text.length();
            assertTrue(search.read() <= most, () -> search.read() + " characters for " + text.substring(0, 12));
        }
    }

    /** Random bytes with a text somewhere in them, or that text alone, as base 64. */
    private static String blob(Random random, String text, boolean alone) {
        byte[] hidden = text.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[alone ? hidden.length : 200 + random.nextInt(6_000)];
        random.nextBytes(bytes);
        System.arraycopy(hidden, 0, bytes, alone ? 0 : random.nextInt(bytes.length - hidden.length), hidden.length);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void aCanaryInABigBlob_isFound_whereverItStandsInItAndHoweverTheBlobIsTurned_inCallsAndInAnswers() {
        long seed = 20261123;
        Random random = new Random(seed);
        Canary canary = planted(CanaryKind.TOKEN, 5);
        for (int round = 0; round < 400; round++) {
            String text = round % 5 == 0
                    ? "a note of some length with nothing in it; ".repeat(9 + random.nextInt(60)) + canary.text()
                    : canary.text();
            String blob = blob(random, text, round % 5 == 0);
            String turned = switch (round % 4) {
                case 0 -> blob;
                case 1 -> new StringBuilder(blob).reverse().toString();
                case 2 -> Glyphs.rot13(blob);
                default -> new StringBuilder(Glyphs.rot13(blob)).reverse().toString();
            };
            String framed = random.nextBoolean() ? turned : "data:image/png;base64," + turned + " end";
            int now = round;
            assertTrue(kinds(call("body", framed)).contains("planted"), () -> "seed " + seed + " round " + now);
            Subject answer = Subject.Result.of("web", "fetch", new JsonString(framed));
            assertTrue(kinds(answer).contains("planted"), () -> "answer, seed " + seed + " round " + now);
        }
    }

    @Test
    void aPackedCanaryInALongRun_isFound() throws IOException {
        Canary canary = planted(CanaryKind.TOKEN, 6);
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < 4_000) {
            text.append(PROSE.get(random.nextInt(PROSE.size()))).append(random.nextInt(1_000));
        }
        text.append(canary.text());
        for (boolean bare : new boolean[] {true, false}) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, bare);
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            } finally {
                deflater.end();
            }
            String run = Base64.getEncoder().withoutPadding().encodeToString(packed.toByteArray());
            for (String turned : List.of(run, new StringBuilder(run).reverse().toString(), Glyphs.rot13(run))) {
                assertTrue(kinds(call("body", turned)).contains("planted"), "bare " + bare);
            }
        }
    }
}
