package dev.sallyport.server.api;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.soc.plane.History;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a dry run over HTTP may take: one at a time, so much of the record, so long. Thread-safe. */
public final class Rehearsals {
    /** How many receipts one reads. */
    static final long MOST_RECEIPTS = 200_000;

    /** How many alerts one counts. */
    static final long MOST_ALERTS = 20_000;

    private static final long MOST_MILLIS = 20_000;
    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 400;

    private final Records records;
    private final InstantSource clock;
    private final Admission admission;

    Rehearsals(Records records, InstantSource clock, Admission admission) {
        this.records = records;
        this.clock = clock;
        this.admission = admission;
    }

    /**
     * Which part of the record a request names: {@code from_ms} and {@code to_ms}, or {@code days}, or the last week of the record.
     *
     * @param fromMillis empty for the beginning
     */
    public record Wanted(long fromMillis, long toMillis, int days) {
        /** The last so many days of the record, 1 to {@value #MOST_DAYS}. */
        public static Wanted lastDays(int days) {
            if (days < 1 || days > MOST_DAYS) {
                throw Input.wrong("`days` takes 1 to " + MOST_DAYS);
            }
            return new Wanted(0, Long.MAX_VALUE, days);
        }

        static Wanted of(Fields body) {
            boolean named = body.whole().get("from_ms") != null || body.whole().get("to_ms") != null;
            int days = body.whole().get("days") == null ? USUAL_DAYS : Math.toIntExact(body.integer("days"));
            lastDays(days);
            return new Wanted(
                    body.whole().get("from_ms") == null ? 0 : body.integer("from_ms"),
                    body.whole().get("to_ms") == null ? Long.MAX_VALUE : body.integer("to_ms"),
                    named ? 0 : days);
        }

        /** A span of one's own choice could be one in which nothing happened. */
        void mayProve(boolean proves) {
            if (proves && days == 0) {
                throw Input.wrong("`record` takes `days`, not `from_ms` and `to_ms`: proven is what passes up to now");
            }
        }
    }

    History.Span span(TenantId tenant, Wanted wanted) {
        return wanted.days() == 0
                ? new History.Span(wanted.fromMillis(), wanted.toMillis())
                : History.Span.lastDays(records, tenant, wanted.days());
    }

    /** Whether there is time left for one that begins now. */
    BooleanSupplier patience() {
        long end = clock.millis() + MOST_MILLIS;
        return () -> clock.millis() < end;
    }

    /**
     * Does the work, if none is at it.
     *
     * @throws dev.sallyport.server.http.Problem 429 {@code dry_run_busy}
     */
    <T> T alone(Supplier<T> work) {
        return admission.alone(work);
    }
}
