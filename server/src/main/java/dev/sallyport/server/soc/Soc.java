package dev.sallyport.server.soc;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.event.KindLimit;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.server.config.SocPlan;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.bus.Bus;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.plane.Plane;
import dev.sallyport.soc.plane.PlaneLimits;
import dev.sallyport.soc.plane.PlaneListener;
import dev.sallyport.soc.playbook.Plans;
import dev.sallyport.soc.playbook.Responder;
import dev.sallyport.soc.response.Planning;
import dev.sallyport.soc.response.Step;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second plane of a gateway. Everything of it runs on two threads of its own: one detects, one does what playbooks planned. The gate
 * knows it as a bus that drops. Thread-safe.
 */
public final class Soc implements AutoCloseable {
    private static final int MOST_UNTOLD = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Soc.class);
    private static final long TICK_MILLIS = 200;
    private static final long QUIET_MILLIS = 10_000;
    private static final int MOST_COUNTED = 1_000;

    /** How the gateway of a store is called that no other one can share. */
    public static final String SOLE = "sole";

    /**
     * What it stands on.
     *
     * @param ticker nanoseconds of a monotonic clock
     * @param detection its rules and playbooks
     * @param seeing tells rules more than events themselves say
     * @param house the tenant to which its own troubles are told
     * @param holder names this gateway among those that share a store
     * @param desk the one way people do something with an incident
     */
    public record Parts(
            Gate gate,
            Journal journal,
            Records records,
            Book book,
            Meters meters,
            InstantSource clock,
            LongSupplier ticker,
            SocPlan plan,
            Detection detection,
            UnaryOperator<Detector.Factory> seeing,
            TenantId house,
            String holder,
            BiFunction<Cases, Consumer<Incident>, Desk> desk) {}

    private final Parts parts;
    private final Supplier<Teller> telling;
    private final Cases cases;
    private final Desk desk;
    private final SocMeters meters;
    private final Bus bus;
    private final Stepping stepping = new Stepping();
    // Incidents that could not be owed to anybody when they changed.
    private final Map<String, Incident> untold = new ConcurrentHashMap<>();
    private final Semaphore planned = new Semaphore(0);
    private volatile Optional<Plane> plane = Optional.empty();
    private volatile Teller teller = Teller.NOBODY;
    private volatile boolean ending;
    // What playbooks plan; another one after a reload.
    private volatile Planning planning = Planning.NONE;

    // Written by whoever meets trouble; a lost race logs a line more.
    private volatile long toldMillis;

    /**
     * One that does not run yet.
     *
     * @param telling begins to tell people of incidents
     */
    public Soc(Parts parts, Supplier<Teller> telling) {
        this.parts = parts;
        this.telling = telling;
        this.cases = new Cases(parts.book());
        this.bus = new Bus(parts.plan().queue(), new KindLimit(KindLimit.PER_SECOND, parts.ticker()));
        this.meters = new SocMeters(parts.meters());
        this.meters.watch(parts.meters(), this::open);
        this.desk = parts.desk().apply(cases, this::tell);
    }

    /**
     * Begins to listen, to detect and to respond; does no more than finish what people began if it is configured off.
     *
     * @throws SocFolder.Unusable if a playbook changed under its old version, or what begins to run can't be recorded
     */
    public Soc start() throws SocFolder.Unusable {
        List<Incident> recovered = recovered();
        if (!parts.plan().on()) {
            return this;
        }
        parts.detection().load();
        parts.meters().tap(bus, bus::dropped);
        teller = telling.get();
        // What was owed when the last run ended is owed still; what it did not get to say is said now.
        parts.records()
                .tenants()
                .forEach(tenant ->
                        parts.book().incidents(tenant, true, MOST_COUNTED, 0).forEach(this::tell));
        recovered.forEach(this::tell);
        planning = plans();
        plane = Optional.of(Plane.start(new Plane.Parts(
                bus,
                parts.records(),
                parts.book(),
                cases,
                parts.seeing().apply(parts.detection().now().rules()),
                (alert, incident) -> planning.of(alert, incident),
                new Listener(),
                parts.clock(),
                PlaneLimits.DEFAULT,
                parts.holder(),
                parts.house())));
        Thread.ofPlatform().name("sallyport-soc-response").daemon(true).start(this::respond);
        return this;
    }

    /** What people began in the run before, finished or dropped. A file has one gateway, so nobody else is at it. */
    private List<Incident> recovered() {
        try {
            return desk.recover(parts.holder().equals(SOLE));
        } catch (RuntimeException e) {
            // What was begun stays pending, and is finished when somebody looks at it next.
            troubled("what people began with incidents could not be finished", e);
            return List.of();
        }
    }

    private Planning plans() {
        return new Plans(
                parts.detection().now().playbooks(),
                parts.plan().never(),
                parts.book(),
                parts.detection().playbooks());
    }

    /** Its rules and playbooks. */
    public Detection detection() {
        return parts.detection();
    }

    /**
     * Reads rules and playbooks again and goes on with them, as a receipted act. Documents that are not sound change nothing, and are an
     * event that rules see.
     *
     * @return whether others run now
     */
    public boolean reload() {
        if (!parts.plan().on()) {
            return false;
        }
        try {
            Optional<Detection.Running> next = parts.detection().reload();
            next.ifPresent(running -> {
                planning = plans();
                plane.ifPresent(here -> here.reload(parts.seeing().apply(running.rules())));
            });
            LOG.info(next.isPresent() ? "rules and playbooks were read again" : "rules and playbooks are unchanged");
            return next.isPresent();
        } catch (SocFolder.Unusable e) {
            LOG.error("the rules and playbooks that run stay: {}", e.getMessage());
            plane.ifPresent(running -> running.notice(PlaneEvents.RULES_REFUSED));
            return false;
        }
    }

    private final class Listener implements PlaneListener {
        @Override
        public void folded(Cases.Folded folded) {
            meters.folded(folded);
            folded.incidents().forEach(Soc.this::tell);
            if (!folded.steps().isEmpty()) {
                planned.release();
            }
        }

        @Override
        public void trouble(String what, Throwable cause) {
            troubled(what, cause);
        }
    }

    private void troubled(String what, Throwable cause) {
        meters.troubled();
        long now = parts.clock().millis();
        if (now - toldMillis >= QUIET_MILLIS) {
            toldMillis = now;
            LOG.error("{}", what, cause);
        }
    }

    private void respond() {
        Responder responder = new Responder(
                parts.book(),
                cases,
                new GateEffects(parts.gate(), parts.journal(), parts.records(), parts.clock()),
                parts.plan().brake(),
                parts.clock(),
                stepping);
        while (!ending) {
            try {
                if (planned.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    planned.drainPermits();
                }
                tellAgain();
                if (plane.filter(Plane::leads).isPresent()) {
                    parts.journal().registry().tenants().forEach(tenant -> round(responder, tenant));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: a step stands in the book as it was, and is looked at again.
                troubled("a step of a playbook could not be done; it is tried again", e);
            }
        }
    }

    /** One tenant's step that can't be done takes nothing from the others. */
    private void round(Responder responder, TenantId tenant) {
        try {
            responder.round(tenant);
        } catch (RuntimeException e) {
            troubled("a step of a playbook of " + tenant.value() + " could not be done; it is tried again", e);
        }
    }

    private final class Stepping implements Responder.Listener {
        @Override
        public void stepped(Step step, Optional<Incident> incident) {
            meters.stepped(step);
            LOG.warn(
                    "{} of {} for incident {}: {} {}",
                    step.effect().wire(),
                    step.target(),
                    step.incident(),
                    step.state().wire(),
                    step.why());
        }

        @Override
        public void contained(Incident incident) {
            meters.contained(incident.times().toContainMillis());
            tell(incident);
        }

        @Override
        public void braked(Step step) {
            plane.ifPresent(running -> running.notice(PlaneEvents.RESPONSE_BRAKED));
        }
    }

    private Map<Severity, Integer> open() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (TenantId tenant : parts.records().tenants()) {
            for (Incident incident : parts.book().incidents(tenant, true, MOST_COUNTED, 0)) {
                counts.merge(incident.severity(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Has people told of the incident as it stands; that it could not be owed is trouble, and nothing else fails for it. */
    public void tell(Incident incident) {
        try {
            teller.tell(incident);
        } catch (RuntimeException e) {
            // The store, or a notice that can't be made: detection and response go on.
            troubled("people could not be told of an incident; it is tried again", e);
            if (untold.size() < MOST_UNTOLD) { // further ones are told at their next change, or at the next start
                untold.put(incident.tenant().value() + " " + incident.id(), incident);
            }
        }
    }

    private void tellAgain() {
        List<String> keys = List.copyOf(untold.keySet());
        keys.forEach(key -> Optional.ofNullable(untold.remove(key)).ifPresent(this::tell));
    }

    /** What it keeps. */
    public Book book() {
        return parts.book();
    }

    /** The one way people do something with an incident. */
    public Desk desk() {
        return desk;
    }

    /** What people stop by hand. */
    public ByHand byHand() {
        return new ByHand(parts.book(), cases, parts.clock(), stepping::contained);
    }

    /** The open stories. */
    public Cases cases() {
        return cases;
    }

    /** How it is set. */
    public SocPlan plan() {
        return parts.plan();
    }

    /** Whether this gateway detects at the moment. */
    public boolean detects() {
        return plane.filter(Plane::leads).isPresent();
    }

    /** How many events found no room. */
    public long dropped() {
        return bus.dropped();
    }

    /** Looks at what is due without waiting. */
    public void wake() {
        planned.release();
    }

    /** Writes down where it stands and stops. */
    @Override
    public void close() {
        ending = true;
        planned.release();
        plane.ifPresent(Plane::close);
        plane = Optional.empty();
        teller.close();
        teller = Teller.NOBODY;
    }
}
