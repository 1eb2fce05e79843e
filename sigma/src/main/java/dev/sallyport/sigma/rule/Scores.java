package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Place;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Scores inform and never gate: no rule over the gateway's own events reads one. Logs of other products may hold a field of such a name,
 * which is a fact somebody else recorded.
 */
public final class Scores {
    /** The product of the gateway's own events. */
    public static final String OWN_PRODUCT = "agent-gateway";

    private static final Set<String> WORDS = Set.of("score", "scores", "confidence", "probability", "likelihood");

    private Scores() {}

    /** Whether a field's name says that it holds a score: {@code risk_score}, {@code riskScore}, {@code shield.confidence}. */
    public static boolean isScore(String field) {
        StringTokenizer segments = new StringTokenizer(field, ".[]");
        while (segments.hasMoreTokens()) {
            String segment = segments.nextToken();
            String lower = segment.toLowerCase(Locale.ROOT);
            for (String word : WORDS) {
                int start = segment.length() - word.length();
                if (lower.endsWith(word) && (start == 0 || begins(segment, start))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean begins(String segment, int at) {
        char before = segment.charAt(at - 1);
        return before == '_' || before == '-' || Character.isUpperCase(segment.charAt(at));
    }

    /** Refuses a field that holds a score, if the rule could see the gateway's events. */
    public static void refuse(Refusals refusals, Place place, Logsource logsource, String field) {
        boolean own = logsource.product().isEmpty() || logsource.product().equals(OWN_PRODUCT);
        if (own && isScore(field)) {
            throw refusals.at(
                    place,
                    "score_in_rule",
                    "`" + field
                            + "` is a score; scores inform and never gate, so ask for the rule's or the shield's decision");
        }
    }
}
