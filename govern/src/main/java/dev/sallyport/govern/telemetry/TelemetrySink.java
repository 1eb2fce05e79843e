package dev.sallyport.govern.telemetry;

import dev.sallyport.gate.identity.TenantId;

/**
 * Where doors report what shields did. Never waits and never fails: what there is no room for is dropped and counted, and while telemetry is
 * off nothing is kept. Thread-safe.
 */
public interface TelemetrySink {
    /** Takes nothing. */
    TelemetrySink NONE = new TelemetrySink() {
        @Override
        public void intercepted(TenantId tenant, long timeMillis, String tool) {}

        @Override
        public void fired(Fired fired) {}

        @Override
        public void flagged(Flagged flagged) {}
    };

    /** A tool call was judged; once for each, whether or not a shield looked at it. */
    void intercepted(TenantId tenant, long timeMillis, String tool);

    /** Shields ran over an action. */
    void fired(Fired fired);

    /** A person called a finding a false positive. */
    void flagged(Flagged flagged);
}
