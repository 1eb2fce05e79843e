package dev.sallyport.govern.pilot;

import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened in a pilot. Its JSON is its record: the members are the components, {@code fact} is the name of the case in
 * lower case with hyphens (spec/pilot). What a customer is called stands in no fact: a customer is an opaque id.
 */
public sealed interface Fact {
    /** The name on the wire, {@code rolled-back}. */
    default String kind() {
        return kindOf(getClass());
    }

    /** The name of a case on the wire. */
    static String kindOf(Class<?> fact) {
        return fact.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** A fact that is one customer's. */
    sealed interface OfCustomer extends Fact {
        /** The opaque id. */
        String customer();
    }

    /**
     * The pilot began.
     *
     * @param shields those that are enabled by default and count for the exit criteria
     */
    record Began(String name, List<String> shields) implements Fact {}

    /** A customer joined; {@code key} is the verifier key its statements are checked with, empty for none. */
    record Joined(String customer, Cohort cohort, String key) implements OfCustomer {}

    /** A customer left, which takes seven days' notice on either side and needs no reason. */
    record Left(String customer) implements OfCustomer {}

    /** A customer said whether new versions come by themselves. */
    record Consented(String customer, boolean autoUpdate) implements OfCustomer {}

    /**
     * The telemetry of up to seven days.
     *
     * @param from the first day, UTC
     * @param days 1 to 7
     * @param calls tool calls by kind of tool
     * @param shields by shield
     */
    record Week(String customer, LocalDate from, int days, Map<String, Long> calls, Map<String, ShieldWeek> shields)
            implements OfCustomer {
        /** The first day after it. */
        public LocalDate end() {
            return from.plusDays(days);
        }

        /** All calls. */
        public long allCalls() {
            return calls.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A category that no corpus had was seen with that confidence. */
    record Surfaced(String customer, String category, double confidence) implements OfCustomer {}

    /**
     * A shield missed an attack.
     *
     * @param id names the miss
     * @param attack the class of attack
     * @param reported whether the customer reported it; else somebody found it afterwards
     */
    record Missed(String id, String customer, String shield, String attack, boolean reported) implements OfCustomer {}

    /**
     * Somebody said how bad it would be.
     *
     * @param surface a class of attack that was missed, or a category that surfaced
     * @param cvss base score, 0 to 10
     */
    record Assessed(String surface, double cvss, String by) implements Fact {}

    /** A customer set a shield's mode. */
    record ModeSet(String customer, String shield, ShieldMode mode) implements OfCustomer {}

    /** A customer named its auditor; the auditor's statements are checked with the key. */
    record AuditorNamed(String customer, String organisation, String key) implements OfCustomer {}

    /** A signed statement, as a note; see {@link Statement}. */
    record Stated(String note) implements Fact {}

    /** An export was checked against an observability stack; the digest is that of the transcript. */
    record Interop(String customer, String stack, String digest, boolean verified) implements OfCustomer {}

    /** A signed baseline came into force; its digest, its figures by shield and the categories it knows. */
    record Baselined(String digest, long version, Map<String, CorpusCount> shields, List<String> categories)
            implements Fact {}

    /** A version of a shield went into staging; the misses it fixes. */
    record Released(ShieldVersion version, Optional<ShieldVersion> before, String baseline, List<String> fixes)
            implements Fact {}

    /** A version showed a fault in staging: it goes to nobody. */
    record SoakFailed(ShieldVersion version, String why) implements Fact {}

    /** A customer runs a version. */
    record Installed(String customer, ShieldVersion version) implements OfCustomer {}

    /** A customer stays on a version. */
    record Pinned(String customer, ShieldVersion version) implements OfCustomer {}

    /** A customer no longer stays on a version. */
    record Unpinned(String customer, String shield) implements OfCustomer {}

    /** A customer went back to the version before, and stays there. */
    record RolledBack(String customer, ShieldVersion from, ShieldVersion to, String why) implements OfCustomer {}

    /** A gate passed. */
    record Advanced(Phase to) implements Fact {}

    /** Cohort C did not put enough shields into blocking: back to tuning. */
    record Returned(String why) implements Fact {}

    /** Exit criteria that did not pass extended the pilot. */
    record Extended(int weeks, List<String> because) implements Fact {}

    /** Something was agreed in a check-in. */
    record Agreed(String id, String customer, String what, String owner, LocalDate due) implements OfCustomer {}

    /** What was agreed is done. */
    record Settled(String id) implements Fact {}

    /** An item of the launch checklist has evidence: a digest or an address. */
    record Evidenced(String item, String evidence, String by) implements Fact {}

    /** A change of thresholds was prepared; the classes that hold it back. */
    record Proposed(String title, String digest, List<String> heldBy) implements Fact {}

    /** Somebody found out why a class regresses. */
    record Investigated(String title, String attack, String finding, String by) implements Fact {}

    /** A miss became a synthetic case, which that version misses. */
    record Cased(String miss, String caseId, ShieldVersion missedBy) implements Fact {}

    /** A case that was missed is caught by that version. */
    record Caught(String caseId, ShieldVersion by) implements Fact {}

    /** General availability began. */
    record Launched() implements Fact {}
}
