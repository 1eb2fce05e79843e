package dev.sallyport.server.sink;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.AlertPlan;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.soc.route.Routing;
import dev.sallyport.soc.sink.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells one incident of each severity through the configured routes and says where each arrived. An escalation is sent at once
 * instead of later; what was opened is closed again. Nothing is kept and no gateway is needed.
 */
public final class AlertTrial {
    private static final int ATTEMPTS = 3;

    private final AlertPlan plan;
    private final InstantSource clock;
    private final Map<String, Attempting> sinks = new LinkedHashMap<>();

    /**
     * Where one notice went.
     *
     * @param purpose pages, channel, escalation, ticket or machines
     * @param destination its name; empty if no route leads anywhere
     * @param why what went wrong, or what the other side dropped without an error; empty if nothing
     */
    public record Arrived(
            Severity severity, String purpose, String destination, boolean arrived, String reference, String why) {}

    /** @throws dev.sallyport.server.config.BadConfig if a secret can't be read */
    public AlertTrial(AlertPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        Maker maker = maker();
        plan.destinations().forEach((name, one) -> sinks.put(name, new Attempting(one, maker)));
    }

    /** Who tells, from this machine. */
    public static Maker maker() {
        return new Maker(host(), version());
    }

    private static String version() {
        return Optional.ofNullable(AlertTrial.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[!-~]{1,255}") ? name : "-";
        } catch (UnknownHostException e) {
            return "-"; // no name is a name of its own in syslog
        }
    }

    /** @param id makes the incidents of this trial its own */
    public List<Arrived> run(TenantId tenant, String id) {
        List<Arrived> out = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            Notice notice = notice(tenant, "test-" + id + "-" + severity.word(), severity);
            List<Owing> owed = owed(notice);
            if (owed.isEmpty()) {
                out.add(new Arrived(severity, "nobody", "", false, "", "no route leads anywhere"));
            }
            for (Owing owing : owed) {
                out.add(arrived(owing));
            }
        }
        return List.copyOf(out);
    }

    private List<Owing> owed(Notice notice) {
        Routing.Standing nothing = new Routing.Standing() {
            @Override
            public List<Owed> of(Notice about, String incident) {
                return List.of();
            }

            @Override
            public int since(Notice about, String destination, long sinceMillis) {
                return 0;
            }
        };
        List<Owing> out = new ArrayList<>();
        for (Change change : new Routing(plan.routes()).plan(notice, nothing, clock.millis())) {
            if (change instanceof Change.Owe owe) {
                out.add(owe.owing());
            }
        }
        return out;
    }

    private Arrived arrived(Owing owing) {
        Severity severity = owing.notice().severity();
        String destination = owing.key().destination();
        String purpose = purpose(owing);
        Outcome outcome = tried(owing, "");
        return switch (outcome) {
            case Outcome.Taken taken -> {
                Owing over = Owing.of(owing.notice().as(Kind.CLOSED), destination, clock.millis(), clock.millis());
                Outcome closed = tried(over, taken.reference());
                String why = closed instanceof Outcome.Taken || closed instanceof Outcome.Idle
                        ? taken.trouble()
                        : "arrived, but was not closed again: " + why(closed);
                yield new Arrived(severity, purpose, destination, true, taken.reference(), why);
            }
            case Outcome.Later later -> new Arrived(severity, purpose, destination, false, "", later.why());
            case Outcome.Never never -> new Arrived(severity, purpose, destination, false, "", never.why());
            case Outcome.Idle idle -> new Arrived(severity, purpose, destination, false, "", idle.why());
        };
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken -> taken.trouble();
            case Outcome.Later later -> later.why();
            case Outcome.Never never -> never.why();
            case Outcome.Idle idle -> idle.why();
        };
    }

    private String purpose(Owing owing) {
        String destination = owing.key().destination();
        if (owing.key().kind() == Kind.ESCALATED) {
            return "escalation";
        }
        if (plan.routes().tickets().contains(destination)) {
            return "ticket";
        }
        return plan.routes().of(owing.notice().severity()).contains(destination) ? "at once" : "machines";
    }

    private Outcome tried(Owing owing, String reference) {
        long[] creating = {0};
        Outcome last = new Outcome.Never("no such destination");
        Attempting sink = sinks.get(owing.key().destination());
        for (int attempt = 1; attempt <= ATTEMPTS && sink != null; attempt++) {
            Owed owed = new Owed(owing, Owed.State.WAITING, attempt, creating[0], 0, "", reference, "");
            last = sink.once(owed, clock.millis(), () -> creating[0] = clock.millis());
            boolean soon =
                    last instanceof Outcome.Later later && later.waitSeconds().orElse(0) == 0 && !later.unknown();
            if (!soon) {
                break;
            }
        }
        return last;
    }

    private Notice notice(TenantId tenant, String incident, Severity severity) {
        long now = clock.millis();
        return new Notice(
                tenant,
                incident,
                1,
                Kind.OPENED,
                false,
                severity,
                new Notice.About(
                        "test alert of severity " + severity.word(),
                        "This is a test; nothing happened and nobody has to do anything.",
                        new RuleName("sallyport.alerts-test", "Sallyport", "", ""),
                        "",
                        "test"),
                new Notice.Counts(1, 1, 0, 0),
                new Notice.Times(now, now, now, now),
                new Notice.Links(
                        Optional.empty(),
                        AlertPlan.link(plan.metrics(), incident),
                        AlertPlan.link(plan.logs(), incident),
                        Optional.empty()),
                List.of());
    }
}
