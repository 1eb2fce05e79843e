package dev.sallyport.soc.route;

import dev.sallyport.soc.notice.Bounded;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a notice into what is owed. An escalation is owed from the start, due when its time is over, and taken back when
 * somebody takes the incident: so it needs no timer and survives every restart. Planning the same notice twice changes nothing
 * the second time. Nothing is ever left unrecorded: what is not told one by one is counted in a notice that is.
 */
public final class Routing {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String DIGEST = "digest.";

    private final Routes routes;

    /** Routing along those. */
    public Routing(Routes routes) {
        this.routes = routes;
    }

    /** What is owed already. */
    public interface Standing {
        /** Everything about the incident. */
        List<Owed> of(Notice notice, String incident);

        /** How many incidents that destination was told of since that time. */
        int since(Notice notice, String destination, long sinceMillis);
    }

    /** The changes. */
    public List<Change> plan(Notice notice, Standing standing, long nowMillis) {
        List<Owed> before = standing.of(notice, notice.incident());
        if (before.stream().anyMatch(owed -> isPlanned(notice, owed))) {
            return List.of(); // this revision or a newer one was planned; it has nothing to add
        }
        List<Change> out = new ArrayList<>();
        Notice told = notice.notifiedAt(nowMillis);
        switch (notice.kind()) {
            case OPENED -> open(told, before, standing, nowMillis, out);
            case UPDATED, ESCALATED -> {
                if (before.isEmpty()) {
                    open(told, before, standing, nowMillis, out); // its beginning was never heard of
                } else {
                    update(told, before, nowMillis, out);
                }
            }
            case CLOSED -> close(told, before, nowMillis, out);
        }
        if (notice.acknowledged() || notice.kind() == Kind.CLOSED) {
            withdraw(before, Kind.ESCALATED, "", nowMillis, "taken in time", out);
        }
        return List.copyOf(out);
    }

    private static boolean isPlanned(Notice notice, Owed owed) {
        Owing.Key key = owed.owing().key();
        boolean same = key.revision() == notice.revision() && key.kind() == notice.kind();
        return same || key.revision() > notice.revision();
    }

    private void open(Notice notice, List<Owed> before, Standing standing, long now, List<Change> out) {
        Set<String> planned = new LinkedHashSet<>();
        before.forEach(owed -> planned.add(owed.owing().key().destination()));
        for (String destination : direct(notice)) {
            if (planned.contains(destination)) {
                continue;
            }
            boolean free = notice.severity() == Severity.CRITICAL
                    || routes.tickets().contains(destination)
                    || routes.everything().contains(destination)
                    || standing.since(notice, destination, now - HOUR_MILLIS) < routes.perHour();
            if (free) {
                out.add(new Change.Owe(Owing.of(notice, destination, now, now)));
            } else {
                digest(notice, destination, standing, now, out);
            }
        }
        escalate(notice, now, out);
    }

    private void escalate(Notice notice, long now, List<Change> out) {
        if (notice.severity() == Severity.HIGH && !notice.acknowledged()) {
            Notice later = notice.as(Kind.ESCALATED);
            for (String destination : routes.escalation()) {
                out.add(new Change.Owe(Owing.of(later, destination, now, now + routes.escalateMillis())));
            }
        }
    }

    private Set<String> direct(Notice notice) {
        Set<String> out = new LinkedHashSet<>(routes.of(notice.severity()));
        out.addAll(routes.tickets());
        out.addAll(routes.everything());
        return out;
    }

    private void update(Notice notice, List<Owed> before, long now, List<Change> out) {
        Set<String> known = known(before);
        known.addAll(routes.everything());
        boolean worse = notice.kind() == Kind.ESCALATED;
        if (worse) {
            known.addAll(routes.escalation());
        }
        // An incident that became worse is told where incidents of that severity are told, also if what was owed before
        // is only counted.
        Severity worst = worst(before);
        worse |= worst.compareTo(notice.severity()) > 0;
        if (worse) {
            known.addAll(direct(notice));
        }
        if (worst.compareTo(Severity.HIGH) > 0) {
            escalate(notice, now, out);
        }
        for (String destination : known) {
            withdraw(before, Kind.UPDATED, destination, now, "overtaken by revision " + notice.revision(), out);
            boolean atOnce = worse
                    || notice.acknowledged()
                    || routes.everything().contains(destination)
                    || routes.coolDownMillis() == 0;
            long due = atOnce ? now : Math.max(now, last(before, destination) + routes.coolDownMillis());
            out.add(new Change.Owe(Owing.of(notice, destination, now, due)));
        }
    }

    private void close(Notice notice, List<Owed> before, long now, List<Change> out) {
        Set<String> known = known(before);
        known.addAll(routes.everything());
        for (String destination : known) {
            withdraw(before, Kind.UPDATED, destination, now, "overtaken by the end", out);
            out.add(new Change.Owe(Owing.of(notice, destination, now, now)));
        }
    }

    /** Whoever was told of the incident, or is about to be: not those whom only an escalation would reach that is still to come. */
    private static Set<String> known(List<Owed> before) {
        Set<String> out = new LinkedHashSet<>();
        for (Owed owed : before) {
            boolean toCome = owed.owing().key().kind() == Kind.ESCALATED && owed.attempts() == 0;
            if (owed.isLive() && !toCome) {
                out.add(owed.owing().key().destination());
            }
        }
        return out;
    }

    /** The worst that anything about the incident was owed as. */
    private static Severity worst(List<Owed> before) {
        return before.stream()
                .map(owed -> owed.owing().notice().severity())
                .min(Comparator.naturalOrder())
                .orElse(Severity.INFO);
    }

    private static long last(List<Owed> before, String destination) {
        return before.stream()
                .filter(owed -> owed.owing().key().destination().equals(destination) && owed.isLive())
                .mapToLong(owed -> Math.max(owed.settledMillis(), owed.owing().createdMillis()))
                .max()
                .orElse(0);
    }

    private static void withdraw(
            List<Owed> before, Kind kind, String destination, long now, String why, List<Change> out) {
        for (Owed owed : before) {
            Owing.Key key = owed.owing().key();
            if (owed.state() == Owed.State.WAITING
                    && owed.attempts() == 0
                    && key.kind() == kind
                    && (destination.isEmpty() || key.destination().equals(destination))) {
                out.add(new Change.Withdraw(key, now, why));
            }
        }
    }

    /** One more incident that is not told one by one: the hour's notice counts it. */
    private void digest(Notice notice, String destination, Standing standing, long now, List<Change> out) {
        long hour = now / HOUR_MILLIS;
        String incident = DIGEST + hour;
        List<Owed> before = standing.of(notice, incident).stream()
                .filter(owed -> owed.owing().key().destination().equals(destination))
                .toList();
        Optional<Owed> newest = before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
        int revision = newest.map(owed -> owed.owing().key().revision()).orElse(0) + 1;
        int merged = newest.map(owed -> owed.owing().notice().counts().merged()).orElse(0) + 1;
        withdraw(before, Kind.UPDATED, destination, now, "counted on", out);
        Severity worst = newest.map(owed -> owed.owing().notice().severity())
                .filter(severity -> severity.compareTo(notice.severity()) < 0)
                .orElse(notice.severity());
        Notice counted = new Notice(
                notice.tenant(),
                incident,
                revision,
                Kind.UPDATED,
                false,
                worst,
                new Notice.About(
                        merged + " more incidents than are told one by one here",
                        Bounded.cut(
                                "More than " + routes.perHour() + " incidents were found within an hour; the newest is "
                                        + notice.incident() + ", all of them stand on the console.",
                                600),
                        new RuleName("sallyport.aggregation", "Sallyport", "", ""),
                        "",
                        notice.about().team()),
                new Notice.Counts(0, 0, 0, merged),
                notice.times(),
                notice.links(),
                List.of());
        long due = (hour + 1) * HOUR_MILLIS;
        out.add(new Change.Owe(Owing.of(counted, destination, now, due)));
        Owing own = Owing.of(notice, destination, now, due);
        out.add(new Change.Owe(own)); // stands in the outbox like any other, as counted
        out.add(new Change.Withdraw(own.key(), now, "counted in " + incident));
    }
}
