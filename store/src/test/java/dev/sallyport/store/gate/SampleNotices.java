package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.testkit.ManualClock;
import java.util.List;

/** Notices of tests. */
public final class SampleNotices {
    private static final long NOON = ManualClock.START_MILLIS;

    private SampleNotices() {}

    /** One of high severity. */
    public static Notice notice(TenantId tenant, String incident, int revision, Kind kind) {
        return new Notice(
                tenant,
                incident,
                revision,
                kind,
                false,
                Severity.HIGH,
                new Notice.About(
                        "denied again and again",
                        "One agent was denied six times within a minute.",
                        new RuleName("deny-storm", "A. Author", "3", "sha256:00"),
                        "mailer",
                        "payments"),
                new Notice.Counts(1, 6, 6, 0),
                new Notice.Times(NOON, NOON + 1, NOON + 2, NOON + 3),
                Notice.Links.NONE,
                List.of("rcp_1"));
    }
}
