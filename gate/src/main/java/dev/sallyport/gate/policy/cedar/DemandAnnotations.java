package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyRefused;
import java.util.Optional;
import java.util.Set;

/**
 * The annotations by which a permit asks for people: {@code @decision("require_approval")}, {@code @group("…")},
 * {@code @quorum("1")}, {@code @expires("15m")}. Anything misspelt is refused: a demand must not get lost in silence.
 */
final class DemandAnnotations {
    private static final Set<String> KNOWN =
            Set.of("id", "decision", "group", "quorum", "expires", "reason", "grantable");
    private static final Set<String> OF_DEMANDS = Set.of("group", "quorum", "expires");
    private static final String DEFAULT_GROUP = "approvers";
    private static final long DEFAULT_EXPIRY_MILLIS = 15 * 60 * 1000L;
    private static final int MAX_QUORUM = 20;

    private DemandAnnotations() {}

    /** The demand of this policy, if it makes one. */
    static Optional<PolicyAnswer.Demand> read(Policy policy) {
        for (String name : policy.annotations().keySet()) {
            if (!KNOWN.contains(name)) {
                throw refused(
                        policy,
                        "has the unknown annotation `@" + name + "`; known are "
                                + KNOWN.stream().sorted().toList());
            }
        }
        Optional<String> decision = policy.annotation("decision");
        if (decision.isEmpty()) {
            for (String name : OF_DEMANDS) {
                if (policy.annotation(name).isPresent()) {
                    throw refused(policy, "has `@" + name + "` without `@decision(\"require_approval\")`");
                }
            }
            return Optional.empty();
        }
        if (!decision.get().equals("require_approval") || policy.effect() != Policy.Effect.PERMIT) {
            throw refused(policy, "may only say `@decision(\"require_approval\")`, and only on a permit");
        }
        return Optional.of(
                new PolicyAnswer.Demand(group(policy), quorum(policy), expiryMillis(policy), grantable(policy)));
    }

    private static boolean grantable(Policy policy) {
        String text = policy.annotation("grantable").orElse("true");
        if (!text.equals("true") && !text.equals("false")) {
            throw refused(policy, "has `@grantable(\"" + text + "\")`; it takes \"true\" or \"false\"");
        }
        return text.equals("true");
    }

    private static String group(Policy policy) {
        String group = policy.annotation("group").orElse(DEFAULT_GROUP);
        try {
            return Name.check("group", group);
        } catch (IllegalArgumentException e) {
            throw refused(policy, String.valueOf(e.getMessage()));
        }
    }

    private static int quorum(Policy policy) {
        String text = policy.annotation("quorum").orElse("1");
        if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > MAX_QUORUM) {
            throw refused(policy, "has `@quorum(\"" + text + "\")`; it takes a whole number from 1 to " + MAX_QUORUM);
        }
        return Integer.parseInt(text);
    }

    private static long expiryMillis(Policy policy) {
        Optional<String> text = policy.annotation("expires");
        if (text.isEmpty()) {
            return DEFAULT_EXPIRY_MILLIS;
        }
        return Duration.parse(text.get())
                .map(Duration::millis)
                .filter(millis -> millis > 0)
                .orElseThrow(() -> refused(
                        policy, "has `@expires(\"" + text.get() + "\")`; it takes a duration such as 15m or 2h"));
    }

    private static PolicyRefused refused(Policy policy, String what) {
        return new PolicyRefused(policy.position() + ": policy `" + policy.id() + "` " + what);
    }
}
