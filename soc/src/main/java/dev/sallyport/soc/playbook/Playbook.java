package dev.sallyport.soc.playbook;

import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is done about which alerts. Deterministic: the same alert in the same incident gives the same steps.
 *
 * @param name 1 to 64 lower-case letters, digits and hyphens
 * @param version from 1; a playbook that changes gets the next one
 * @param change what this version changed, for people
 * @param mode whether it acts
 * @param rules the ids of the rules whose alerts start it
 * @param least alerts below that severity do not
 * @param acts in order
 */
public record Playbook(
        String name, int version, String change, Mode mode, Set<String> rules, Severity least, List<Act> acts) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST_ACTS = 10;

    /** Whether a playbook acts. */
    public enum Mode {
        /** Its steps are written down as what it would have done. */
        LOG_ONLY,
        /** Its steps are done. */
        ACTIVE;

        /** The mode of that word. */
        public static Optional<Mode> byWire(String wire) {
            return Arrays.stream(values())
                    .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(wire))
                    .findFirst();
        }
    }

    /**
     * One effect, on what the alert is about.
     *
     * @param ttlMillis after how long it is undone; 0 for an effect without an inverse
     * @param confirm whether two people must confirm it first
     * @param argument what the effect takes besides ({@link Effect#argument}); may be empty
     */
    public record Act(Effect effect, long ttlMillis, boolean confirm, String argument) {
        /** One that takes nothing besides. */
        public Act(Effect effect, long ttlMillis, boolean confirm) {
            this(effect, ttlMillis, confirm, "");
        }

        public Act {
            argument = Argument.checked(effect, argument);
            if (effect.inverse().isPresent() ? ttlMillis <= 0 || ttlMillis > Step.LONGEST_TTL_MILLIS : ttlMillis != 0) {
                throw new IllegalArgumentException("`ttl_seconds` of " + effect.wire()
                        + (effect.inverse().isPresent() ? " takes 1 to 604800" : " is not there: it is not undone"));
            }
            if (!effect.isStop() && !confirm) {
                throw new IllegalArgumentException(
                        effect.wire() + " lets somebody go: say `\"confirm\": true`, so that two people confirm it");
            }
            if (effect.isCritical() && !confirm) {
                throw new IllegalArgumentException(
                        effect.wire() + " can't be undone: say `\"confirm\": true`, so that two people confirm it");
            }
        }
    }

    public Playbook {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a playbook's name takes 1 to 64 lower-case letters, digits and hyphens, not `" + name + "`");
        }
        if (version < 1 || change.isBlank()) {
            throw new IllegalArgumentException("a playbook has a version from 1 and says in `change` what it changed");
        }
        if (acts.isEmpty() || acts.size() > MOST_ACTS || rules.isEmpty()) {
            throw new IllegalArgumentException("a playbook names at least one rule and 1 to " + MOST_ACTS + " steps");
        }
        rules = Set.copyOf(rules);
        acts = List.copyOf(acts);
    }

    /** The same, that only says what it would do. */
    public Playbook logged() {
        return new Playbook(name, version, change, Mode.LOG_ONLY, rules, least, acts);
    }

    /** The same, that acts. */
    public Playbook acting() {
        return new Playbook(name, version, change, Mode.ACTIVE, rules, least, acts);
    }

    /** {@code name@version}, as receipts and steps name it. */
    public String reference() {
        return name + "@" + version;
    }

    /** Whether that alert starts it. */
    public boolean startedBy(Alert alert) {
        return rules.contains(alert.rule().id()) && alert.rule().severity().compareTo(least) >= 0;
    }
}
