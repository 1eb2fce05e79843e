package dev.sallyport.soc.life;

import dev.sallyport.gate.registry.Duty;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rules folder says of one of its rules.
 *
 * @param state how far the rule may go at most
 * @param canary for which share of agents it goes further than being recorded, 0 to 100 percent
 * @param mostPerDay how many alerts a day a dry run may show
 * @param changes its versions, the first one first, at least one
 */
public record Entry(Duty.Stage state, int canary, int mostPerDay, List<Change> changes) {
    /** How many alerts a day are expected at most where the file does not say. */
    public static final int MOST_PER_DAY = 100;

    private static final int LONGEST_CHANGE = 500;
    private static final int MOST_CHANGES = 1_000;
    private static final int DIGEST_DIGITS = 64;

    /**
     * One version of a rule.
     *
     * @param version from 1, without gaps
     * @param digest of the rule with all that it rests on
     * @param date for people
     * @param change what it changed, for people
     */
    public record Change(int version, String digest, String date, String change) {
        public Change {
            boolean hex = digest.length() == DIGEST_DIGITS
                    && digest.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
            if (!hex) {
                throw new IllegalArgumentException("`digest` takes 64 lower-case hexadecimal digits");
            }
            if (change.isBlank() || change.length() > LONGEST_CHANGE) {
                throw new IllegalArgumentException(
                        "`change` says in 1 to " + LONGEST_CHANGE + " characters what the version changed");
            }
        }
    }

    public Entry {
        changes = List.copyOf(changes);
        if (canary < 0 || canary > Duty.WHOLE || mostPerDay < 0) {
            throw new IllegalArgumentException("`canary` takes 0 to 100 percent, `most_per_day` is not negative");
        }
        if (changes.isEmpty() || changes.size() > MOST_CHANGES) {
            throw new IllegalArgumentException("a rule has 1 to " + MOST_CHANGES + " entries in `changes`");
        }
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).version() != i + 1) {
                throw new IllegalArgumentException("versions count from 1 without gaps; entry " + (i + 1) + " says "
                        + changes.get(i).version());
            }
        }
    }

    /** A rule's first version. */
    public static Entry first(String digest, String date, String change) {
        return new Entry(Duty.Stage.RESPOND, Duty.WHOLE, MOST_PER_DAY, List.of(new Change(1, digest, date, change)));
    }

    /** Its newest version. */
    public Change newest() {
        return changes.getLast();
    }

    /** The same with another version. */
    public Entry and(String digest, String date, String change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change(changes.size() + 1, digest, date, change));
        return new Entry(state, canary, mostPerDay, more);
    }
}
