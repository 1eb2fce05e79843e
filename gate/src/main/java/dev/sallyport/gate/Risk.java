package dev.sallyport.gate;

import dev.sallyport.action.Effect;
import dev.sallyport.gate.facts.Facts;

/**
 * A rough number for people and dashboards. Informs, never decides: no policy can read it.
 *
 * @param score 0 (nothing to see) to 100
 * @param level {@code low} below 30, {@code medium} below 60, {@code high} below 85, else {@code critical}
 */
public record Risk(int score, String level) {
    private static final int MEDIUM = 30;
    private static final int HIGH = 60;
    private static final int CRITICAL = 85;
    private static final int MAX = 100;

    /** The sum of fixed points per fact. */
    public static Risk of(Facts facts) {
        int score = facts.what().effect() == Effect.MUTATES ? 25 : 5;
        score += switch (facts.trust().weightiest()) {
            case TRUSTED_INTERNAL_SIGNED -> 0;
            case TRUSTED_INTERNAL_UNSIGNED -> 5;
            case SEMI_TRUSTED_CUSTOMER -> 20;
            case UNKNOWN -> 25;
            case UNTRUSTED_EXTERNAL -> 40;
            case MALICIOUS_SUSPECTED -> 60;
        };
        score += facts.trust().sensitive() ? 15 : 0;
        score += facts.what().authority() ? 10 : 0;
        score += switch (facts.what().capability()) {
            case EXEC, ENV -> 20;
            case HTTP, WRITE -> 10;
            case READ, EVENTS, SESSION, UI, TOOL, LOG -> 0;
        };
        int capped = Math.min(score, MAX);
        return new Risk(capped, level(capped));
    }

    private static String level(int score) {
        if (score < MEDIUM) {
            return "low";
        }
        if (score < HIGH) {
            return "medium";
        }
        return score < CRITICAL ? "high" : "critical";
    }
}
