package dev.sallyport.server.shield;

import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.shield.rate.Interval;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What shields did and where people said they were wrong, counted over the newest receipts of a tenant. Everything is of the same receipts, so
 * rates are of like with like. Immutable.
 *
 * @param receipts how many were read
 * @param whole whether these are all there are
 * @param fromMillis the time of the oldest decision among them; 0 if there is none
 * @param shields by name
 */
public record ShieldFigures(long receipts, boolean whole, long fromMillis, SortedMap<String, Counted> shields) {
    /** How many receipts are read. */
    public static final int MOST_READ = 5_000;

    private static final int PAGE = 500;

    /**
     * One shield's counts.
     *
     * @param looked decisions it assessed
     * @param unassessed decisions it could not assess
     * @param flagged decisions in which it found something
     * @param blocked decisions in which its finding blocked
     * @param falseAlarms decisions whose finding somebody called none
     * @param misses what somebody said it missed
     */
    public record Counted(long looked, long unassessed, long flagged, long blocked, long falseAlarms, long misses) {
        static final Counted NONE = new Counted(0, 0, 0, 0, 0, 0);

        private Counted saw(Shielded shield) {
            boolean flags = shield.assessed() && shield.isNoted();
            return new Counted(
                    looked + (shield.assessed() ? 1 : 0),
                    unassessed + (shield.assessed() ? 0 : 1),
                    flagged + (flags ? 1 : 0),
                    blocked + (shield.blocks() ? 1 : 0),
                    falseAlarms,
                    misses);
        }

        private Counted reported(boolean falseAlarm) {
            return new Counted(
                    looked,
                    unassessed,
                    flagged,
                    blocked,
                    falseAlarms + (falseAlarm ? 1 : 0),
                    misses + (falseAlarm ? 0 : 1));
        }

        /** How often it found something, of what it looked at. */
        public Share flags() {
            return Share.of(flagged, looked);
        }

        /** How often it was wrong to, of what it looked at: false positives as pilots count them. */
        public Share falsePositives() {
            return Share.of(falseAlarms, looked);
        }

        /** How much of what it should have found it missed: of its findings that nobody called wrong and the misses together. */
        public Share falseNegatives() {
            return Share.of(misses, Math.max(0, flagged - falseAlarms) + misses);
        }
    }

    /**
     * A share and its 95 % Clopper–Pearson interval.
     *
     * @param hits 0 to {@code trials}
     */
    public record Share(long hits, long trials, Interval interval) {
        static Share of(long hits, long trials) {
            long held = Math.min(hits, trials);
            return new Share(held, trials, Interval.of(Math.toIntExact(held), Math.toIntExact(trials)));
        }

        /** Hits by trials; 0 without any. */
        public double value() {
            return trials == 0 ? 0 : (double) hits / trials;
        }
    }

    /** Counts the newest receipts of that tenant. */
    public static ShieldFigures of(Records records, TenantId tenant) {
        Counting counting = new Counting();
        boolean more = true;
        int read = 0;
        while (more && read < MOST_READ) {
            List<SealedReceipt> page = records.newestReceipts(tenant, PAGE, read);
            page.forEach(counting::take);
            read += page.size();
            more = page.size() == PAGE;
        }
        return new ShieldFigures(read, !more, counting.fromMillis, counting.shields);
    }

    /** What that shield did. */
    public Counted of(String shield) {
        return shields.getOrDefault(shield, Counted.NONE);
    }

    private static final class Counting {
        private final SortedMap<String, Counted> shields = new TreeMap<>();
        /** What was reported of decisions; the newest receipt comes first, so a report before what it is about. */
        private final Set<String> reported = new HashSet<>();

        private long fromMillis;

        void take(SealedReceipt sealed) {
            Optional<SaidOfDecision> said = SaidOfDecision.tried(sealed);
            if (said.isPresent()) {
                fromMillis = said.get().timeMillis();
                said.get().shields().forEach(shield -> looked(said.get().decision(), shield));
                return;
            }
            // Said twice of one decision it is one mistake still, and it counts with that decision if that is among
            // these. A miss may be of an
            // answer, which has no decision; a false alarm of nothing is none.
            ReportReceipt.tried(sealed).ifPresent(report -> {
                if (!report.decision().isEmpty()) {
                    reported.add(report.once());
                } else if (!report.falsePositive()) {
                    merge(report.shield(), c -> c.reported(false));
                }
            });
        }

        private void looked(String decision, Shielded shield) {
            String name = shield.shield().name();
            merge(name, c -> c.saw(shield));
            boolean flagged = shield.assessed() && shield.isNoted();
            if (flagged && reported.contains(ReportReceipt.once(name, true, decision))) {
                merge(name, c -> c.reported(true));
            }
            if (shield.assessed() && reported.contains(ReportReceipt.once(name, false, decision))) {
                merge(name, c -> c.reported(false));
            }
        }

        private void merge(String shield, UnaryOperator<Counted> change) {
            shields.put(shield, change.apply(shields.getOrDefault(shield, Counted.NONE)));
        }
    }
}
