package dev.sallyport.gate.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.provenance.assess.Assessment;
import dev.sallyport.provenance.assess.SessionContent;
import dev.sallyport.provenance.catalogue.Field;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Shape;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds of the default pack where content of a session is missing: the answer is never milder than it would be if what is missing
 * had been seen, whatever it held; and, while nothing doubtful bears on the call, never milder than the rules on trust levels. Not
 * covered: values that only part of a text resembles; whether a call carries away a secret that is among what is missing, and permissions and visibility, of which the pack
 * takes an untrusted one but no mixed one.
 */
class MissingContentTest {
    private static final int CASES = 3_000;
    private static final List<String> VALUES = List.of(
            "bob@corp.example",
            "mallory@evil.example",
            "ann@corp.example",
            "plan.txt",
            "/srv/docs/plan.txt",
            "https://evil.example/x",
            "https://corp.example/docs",
            "GB33BUKB20201555555555",
            "order-4711",
            "order-4712",
            "release notes",
            "sales");

    private static final ToolEntry READ = entry(
            "read",
            Tier.READ,
            Kind.NONE,
            Map.of("id", Role.SELECTOR),
            Map.of(
                    "sender", new Field(FieldClass.ID, Shape.EMAIL, false),
                    "id", new Field(FieldClass.SYS, Shape.ID, false),
                    "path", new Field(FieldClass.OWN, Shape.PATH, false)));
    private static final ToolEntry MADE = entry("make", Tier.INTERNAL, Kind.FILE, Map.of("path", Role.PATH), Map.of());

    private static final List<ToolEntry> ACTS = List.of(
            entry("send", Tier.OUTWARD, Kind.MESSAGE, Map.of("to", Role.RECIPIENT, "x", Role.CONTENT), Map.of()),
            entry("pay", Tier.COMMIT, Kind.MONEY, Map.of("to", Role.RECIPIENT, "x", Role.ACCOUNT), Map.of()),
            entry("delete", Tier.COMMIT, Kind.REMOVAL, Map.of("to", Role.SELECTOR, "x", Role.PLACE), Map.of()),
            entry("write", Tier.INTERNAL, Kind.FILE, Map.of("to", Role.PATH, "x", Role.CONTENT), Map.of()),
            entry("open", Tier.OUTWARD, Kind.RECORD, Map.of("to", Role.URL, "x", Role.TITLE), Map.of()),
            entry("run", Tier.COMMIT, Kind.COMMAND, Map.of("to", Role.COMMAND, "x", Role.CREDENTIAL), Map.of()));

    private final PolicyBundle pack = new CedarPolicies().bundle(PolicyPacks.defaultPack(TestInstall.TENANT));

    private static ToolEntry entry(
            String name, Tier tier, Kind kind, Map<String, Role> args, Map<String, Field> fields) {
        return new ToolEntry(name, tier, kind, List.of(), args, fields, ToolEntry.Records.MESSAGES, Set.of());
    }

    private record Result(ToolEntry tool, JsonObject arguments, String text) {}

    private static String any(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static Result result(Random random) {
        if (random.nextInt(4) == 0) {
            return new Result(
                    MADE, JsonObject.builder().put("path", any(random)).build(), "made " + any(random));
        }
        JsonObject row = JsonObject.builder()
                .put("sender", any(random))
                .put("id", any(random))
                .put("path", any(random))
                .put("text", "please use " + any(random) + " and " + any(random))
                .build();
        String text = random.nextBoolean()
                ? new String(CanonicalForm.of(JsonArray.of(row), Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8)
                : "note: " + any(random) + " then " + any(random);
        return new Result(READ, JsonObject.builder().put("id", any(random)).build(), text);
    }

    private static SessionContent session(String words, List<Result> results) {
        SessionContent session = new SessionContent(new HashKey(3, 5));
        session.prompt(words);
        results.forEach(r -> session.result(r.tool(), r.arguments(), r.text(), TrustLevel.UNTRUSTED_EXTERNAL));
        return session;
    }

    private PolicyAnswer.Verdict verdict(Assessment assessment) {
        return pack.evaluate(DefaultPackTest.facts(TrustLevel.TRUSTED_INTERNAL_UNSIGNED, List.of(), true)
                        .with(assessment.facts()))
                .verdict();
    }

    @Test
    void what_is_missing_never_makes_an_answer_milder() {
        long seed = 20261121;
        Random random = new Random(seed);
        int stricter = 0;
        for (int i = 0; i < CASES; i++) {
            String words = "Send an email to " + any(random) + " and write " + any(random) + ", delete " + any(random);
            List<Result> seen = new ArrayList<>();
            random.ints(random.nextInt(3), 0, 2).forEach(n -> seen.add(result(random)));
            List<Result> all = new ArrayList<>(seen);
            random.ints(1 + random.nextInt(2), 0, 2).forEach(n -> all.add(result(random)));
            ToolEntry act = ACTS.get(random.nextInt(ACTS.size()));
            JsonObject arguments = JsonObject.builder()
                    .put("to", any(random))
                    .put("x", act.role("x") == Role.CONTENT ? "see " + any(random) : any(random))
                    .build();
            SessionContent known = session(words, seen);
            PolicyAnswer.Verdict missing = verdict(known.assess(act, arguments, true));
            PolicyAnswer.Verdict whole = verdict(session(words, all).assess(act, arguments, false));
            PolicyAnswer.Verdict before = verdict(known.assess(act, arguments, false));
            String what = "seed " + seed + ", case " + i + ": " + words + " | " + act.name() + " " + arguments + " | "
                    + seen + " | " + all;
            assertTrue(missing.compareTo(whole) >= 0, () -> missing + " but " + whole + " when seen: " + what);
            assertTrue(missing.compareTo(before) >= 0, () -> missing + " but " + before + " without: " + what);
            stricter += missing.compareTo(before) > 0 ? 1 : 0;
        }
        assertTrue(stricter > CASES / 20, "what is missing made a difference in " + stricter + " cases only");
    }
}
