package dev.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.ExprText;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyParser;
import dev.sallyport.cedar.syntax.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Cedar policies: any text gives policies or the module's own error, and a printed condition reads back as itself. */
class CedarFuzzTest {

    /** Printing adds a bracket around each operator, which counts as depth; deeper trees than this may not read back. */
    private static final int HEIGHT = PolicyParser.MAX_DEPTH / 4;

    static Stream<byte[]> seeds() {
        return Seeds.texts(
                "@id(\"a\") permit(principal == U::\"a\", action in [Action::\"r\"], resource is F in D::\"d\")"
                        + " when { context.a < 3 && !(resource has \"b c\") };",
                "forbid(principal in ?principal, action, resource) unless { [1, -2].contains(-(-9223372036854775808)) };",
                "permit(principal, action, resource) when { if true then {a: 1, \"b\": \"\\u{1f600}\"}[\"b\"] like \"*\\*\" else ip(\"10.0.0.1\").isInRange(ip(\"10.0.0.0/8\")) };",
                "permit(principal, action, resource) when { decimal(\"1.23\").lessThan(decimal(\"4.5\")) || principal.hasTag(\"t\") || principal is A::B };",
                "permit(principal, action, resource) when { datetime(\"2026-01-01\").offset(duration(\"1d\")).toDate() == context[\"n\"] };");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "3m")
    void anyText_givesPolicies_whoseConditionsReadBack(byte[] bytes) {
        List<Policy> policies;
        try {
            policies = PolicyParser.parse(new Source("fuzzed", new String(bytes, UTF_8)));
        } catch (CedarError refused) {
            return;
        }
        for (Policy policy : policies) {
            policy.conditions().stream()
                    .map(Policy.Condition::body)
                    .filter(body -> height(body) <= HEIGHT)
                    .forEach(CedarFuzzTest::readsBack);
        }
    }

    private static void readsBack(Expr condition) {
        String text = ExprText.of(condition);
        String whole = "permit(principal, action, resource) when { " + text + " };";
        Policy again = PolicyParser.parse(new Source("printed", whole)).getFirst();
        assertEquals(text, ExprText.of(again.conditions().getFirst().body()));
    }

    private static int height(Expr expr) {
        int height = 0;
        for (Expr child : expr.children()) {
            height = Math.max(height, height(child));
        }
        return height + 1;
    }
}
