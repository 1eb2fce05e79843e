package dev.sallyport.server.config;

import dev.sallyport.gate.limit.Quotas;
import dev.sallyport.gate.limit.Rate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The section {@code quotas}: how often anybody may come, whatever the door. */
final class QuotaOptions {
    private static final int MILLION = 1_000_000;
    private static final long HOUR = 3_600_000;
    private static final int REMEMBERED = 10_000;
    private static final int REPEATS = 1_000;
    private static final long PAUSE_MILLIS = 60_000;

    private QuotaOptions() {}

    /**
     * What the section says.
     *
     * @param rate what an agent may do without a word about it here: as much at all doors together as at the HTTP API
     */
    static Quotas read(Section s, Settings.Rate rate) {
        Section loop = s.section("loop");
        Section agent = s.section("agent");
        Optional<Rate> own = rate(agent);
        return new Quotas(
                rate(s.section("tenant")),
                agent.has("per_second") ? own : Optional.of(new Rate(rate.perSecond(), rate.burst(), 0)),
                rate(s.section("tool")),
                rate(s.section("door")),
                s.number("remembered", 1, MILLION, REMEMBERED),
                new Quotas.Loop(
                        loop.number("repeats", 0, MILLION, REPEATS), loop.millis("pause", 1, HOUR, PAUSE_MILLIS)));
    }

    /** How often a tenant may come to each route that is named. Whether there is such a route, the gateway knows when it starts. */
    static Map<String, Rate> routes(Section s) {
        Map<String, Rate> out = new HashMap<>();
        s.sections("routes")
                .forEach((name, each) -> out.put(
                        name,
                        rate(each)
                                .orElseThrow(() -> each.fault(
                                        "per_second", "is missing: how often a tenant may come in the long run"))));
        return out;
    }

    private static Optional<Rate> rate(Section s) {
        int perSecond = s.number("per_second", 0, MILLION, 0);
        int burst = s.number("burst", 1, MILLION, Math.max(1, 2 * perSecond));
        long coolDown = s.millis("cool_down", 0, HOUR, 0);
        return perSecond == 0 ? Optional.empty() : Optional.of(new Rate(perSecond, burst, coolDown));
    }
}
