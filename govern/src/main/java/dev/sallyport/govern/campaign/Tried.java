package dev.sallyport.govern.campaign;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.govern.measure.Rate;

/**
 * Attempts of one class of attack by one persona, or against one shield, and ordinary work beside them. An attempt ends in exactly one of four
 * ways, so the four counts make up the attempts.
 *
 * @param attackClass the class of attack, 1 to {@value #LONGEST} characters
 * @param by the persona that tried, or the shield that should notice, 1 to {@value #LONGEST} characters
 * @param denied attempts that were refused
 * @param held attempts that wait for a person
 * @param flagged attempts that were noticed and went on
 * @param succeeded attempts that nobody stopped or noticed
 * @param benign ordinary cases beside them
 * @param interrupted ordinary cases that were refused, held or flagged
 */
public record Tried(
        String attackClass,
        String by,
        long denied,
        long held,
        long flagged,
        long succeeded,
        long benign,
        long interrupted) {
    /** Longest name of a class, a persona or a shield, characters. */
    public static final int LONGEST = 80;

    /** Greatest count. */
    public static final long MOST = 100_000;

    /**
     * @throws IllegalArgumentException if a name or a count is out of its range, or more ordinary cases were interrupted than there are
     */
    public Tried {
        CampaignRun.text("class", attackClass, LONGEST);
        CampaignRun.text("by", by, LONGEST);
        count("denied", denied);
        count("held", held);
        count("flagged", flagged);
        count("succeeded", succeeded);
        count("benign", benign);
        count("interrupted", interrupted);
        if (interrupted > benign) {
            throw new IllegalArgumentException(
                    "`interrupted` is " + interrupted + " of " + benign + " `benign`; it counts some of those");
        }
    }

    private static void count(String what, long count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("`" + what + "` is " + count + "; it takes 0 to " + MOST);
        }
    }

    static Tried read(Fields row) {
        Tried tried = new Tried(
                row.text("class"),
                row.text("by"),
                row.integer("denied"),
                row.integer("held"),
                row.integer("flagged"),
                row.integer("succeeded"),
                row.integer("benign"),
                row.integer("interrupted"));
        long attempts = row.integer("attempts");
        if (attempts != tried.attempts()) {
            throw new IllegalArgumentException("`attempts` is " + attempts + ", and denied, held, flagged and succeeded"
                    + " make " + tried.attempts() + "; every attempt ends in one of the four");
        }
        row.end();
        return tried;
    }

    /** Every attempt. */
    public long attempts() {
        return stopped() + succeeded;
    }

    /** Attempts that were refused, held or flagged. */
    public long stopped() {
        return denied + held + flagged;
    }

    /** The share of attempts that were stopped, with its interval. */
    public Rate stoppedRate() {
        return Rate.of(stopped(), attempts());
    }

    /** The share of ordinary cases that were interrupted, with its interval. */
    public Rate interruptedRate() {
        return Rate.of(interrupted, benign);
    }

    JsonObject json() {
        return JsonObject.builder()
                .put("class", attackClass)
                .put("by", by)
                .put("attempts", attempts())
                .put("denied", denied)
                .put("held", held)
                .put("flagged", flagged)
                .put("succeeded", succeeded)
                .put("benign", benign)
                .put("interrupted", interrupted)
                .build();
    }
}
