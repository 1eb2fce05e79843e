package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.error.CedarSyntaxError;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.PolicyParser;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ParserRobustnessTest {

    private static final long SEED = 4_711;
    private static final String ALPHABET =
            "(){}[]\"\\*@;,.:=!<>&|+-?/ \n\t0a\u00e9\ud83d\ude00\ud800in has like if u{x";

    @Test
    void mutated_policies_give_policies_or_the_modules_own_error() {
        RandomPolicies policies = new RandomPolicies(SEED);
        int parsed = 0;
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String text = mutate(policies.policy(), random);
            parsed += survives(text, t -> World.ask(t)) ? 1 : 0;
        }
        assertTrue(parsed > 500, "some mutants should still parse, but only " + parsed + " did; seed " + SEED);
    }

    @Test
    void mutated_schemas_give_schemas_or_the_modules_own_error() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            survives(mutate(World.SCHEMA_TEXT, random), t -> Schema.parse(t, "mutant"));
        }
    }

    @Test
    void mutated_entities_give_entities_or_the_modules_own_error() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            survives(mutate(World.ENTITIES_TEXT, random), t -> EntitiesJson.parse(t, World.SCHEMA));
        }
    }

    private static boolean survives(String text, Consumer<String> reader) {
        try {
            reader.accept(text);
            return true;
        } catch (CedarError e) {
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ", text " + text, e);
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0 && out.length() > 0; n--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(4)) {
                case 0 -> out.deleteCharAt(at);
                case 1 -> out.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 2 -> out.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(12))));
            }
        }
        return out.toString();
    }

    @Test
    void nesting_far_beyond_the_limit_is_an_error_with_a_position_not_a_stack_overflow() {
        for (String[] part : new String[][] {
            {"(", "true", ")"},
            {"[", "1", "]"},
            {"{a: ", "1", "}"},
            {"!(", "true", ")"},
            {"if true then ", "1", " else 1"}
        }) {
            String text = "permit(principal, action, resource) when { " + part[0].repeat(100_000) + part[1]
                    + part[2].repeat(100_000) + " };";
            CedarSyntaxError error =
                    assertThrows(CedarSyntaxError.class, () -> PolicySet.parse(text, "deep.cedar"), part[0]);
            assertEquals("the expression is nested deeper than " + PolicyParser.MAX_DEPTH, error.reason());
            assertTrue(error.position().column() > 100, error.toString());
        }
    }

    @Test
    void long_chains_of_links_are_refused_and_long_chains_of_connectives_are_not() {
        String head = "permit(principal, action, resource) when { ";
        assertThrows(
                CedarSyntaxError.class, () -> PolicySet.parse(head + "1" + " + 1".repeat(5_000) + " == 1 };", "t"));
        assertThrows(CedarSyntaxError.class, () -> PolicySet.parse(head + "context" + ".a".repeat(5_000) + " };", "t"));
        assertThrows(
                CedarSyntaxError.class,
                () -> PolicySet.parse(head + "context has a" + ".a".repeat(5_000) + " };", "t"));
        assertTrue(World.ask(head + "true" + " && true".repeat(20_000) + " };").isAllowed());
        assertTrue(World.ask(head + "false" + " || false".repeat(20_000) + " || true };")
                .isAllowed());
    }

    @Test
    void the_deepest_policies_allowed_fit_into_a_small_stack() throws InterruptedException {
        int depth = PolicyParser.MAX_DEPTH - 5;
        String text = "permit(principal, action, resource) when { " + "(true && !(false || ".repeat(depth / 2) + "false"
                + "))".repeat(depth / 2) + " };";
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    PolicySet set = PolicySet.parse(text, "deep.cedar");
                    Validator.validate(World.SCHEMA, set.policies(), Mode.STRICT);
                    Authorizer.isAuthorized(World.REQUEST, set, World.ENTITIES);
                },
                "small stack",
                512 * 1024);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
    }

    @Test
    void deep_json_and_deep_types_are_refused() {
        assertThrows(CedarDataError.class, () -> EntitiesJson.parse("[".repeat(100_000)));
        String type = "Set<".repeat(100_000) + "Long" + ">".repeat(100_000);
        assertThrows(CedarSyntaxError.class, () -> Schema.parse("type T = " + type + ";", "deep"));
    }
}
