package dev.sallyport.cli.rules;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.soc.plane.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a record a verb plays. */
public final class SpanOption {
    private static final int MOST_DAYS = 4_000;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "from that day or moment on: 2026-11-01, or …T08:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "up to, and without, that day or moment")
    private @Nullable String to;

    @Option(names = "--days", paramLabel = "N", description = "the last N days of the record, by its newest receipt")
    private @Nullable Integer days;

    /** The tenant's record, that part of it. */
    public History.Span of(Records records, TenantId tenant) {
        if (days != null) {
            if (from != null || to != null || days < 1 || days > MOST_DAYS) {
                throw Complaint.usage("bad_span", "`--days` takes 1 to " + MOST_DAYS + ", and neither --from nor --to");
            }
            return History.Span.lastDays(records, tenant, days);
        }
        return of();
    }

    /** The same without a record. */
    public History.Span of() {
        return new History.Span(from == null ? Long.MIN_VALUE : moment(from), to == null ? Long.MAX_VALUE : moment(to));
    }

    private static long moment(String written) {
        try {
            return written.indexOf('T') < 0
                    ? LocalDate.parse(written)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : Instant.parse(written).toEpochMilli();
        } catch (DateTimeException e) {
            throw Complaint.usage(
                    "bad_span",
                    "`" + written + "` is no day such as 2026-11-01 and no moment such as 2026-11-01T08:00:00Z");
        }
    }
}
