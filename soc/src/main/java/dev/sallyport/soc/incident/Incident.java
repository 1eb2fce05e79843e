package dev.sallyport.soc.incident;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.detect.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Alerts that tell one story. Immutable; every change makes the next revision.
 *
 * @param id follows from its first alert's, so it is the same after a restart
 * @param revision 1 when opened, one more with each change
 * @param alerts how many
 * @param chapters the timeline, one line per rule, oldest first
 */
public record Incident(
        String id,
        TenantId tenant,
        int revision,
        Severity severity,
        int alerts,
        List<Chapter> chapters,
        Radius radius,
        Times times,
        Handling handling) {
    public Incident {
        chapters = List.copyOf(chapters);
    }

    /** A story that begins with that alert. */
    public static Incident of(Alert alert) {
        return new Incident(
                "inc_" + alert.id().substring("alr_".length()),
                alert.tenant(),
                1,
                alert.rule().severity(),
                1,
                List.of(Chapter.of(alert)),
                Radius.NONE.and(alert.about()),
                new Times(
                        alert.firstMillis(),
                        alert.detectedMillis(),
                        alert.detectedMillis(),
                        OptionalLong.empty(),
                        OptionalLong.empty()),
                Handling.NEW);
    }

    /** The story with that alert too. */
    public Incident and(Alert alert) {
        List<Chapter> next = new ArrayList<>(chapters);
        int at = chapterOf(alert.rule().id());
        if (at < 0) {
            next.add(Chapter.of(alert));
        } else {
            next.set(at, next.get(at).and(alert));
        }
        Severity worst = severity.compareTo(alert.rule().severity()) >= 0
                ? severity
                : alert.rule().severity();
        Times then = new Times(
                Math.min(times.first(), alert.firstMillis()),
                times.opened(),
                Math.max(times.updated(), alert.detectedMillis()),
                times.contained(),
                times.closed());
        return new Incident(
                id, tenant, revision + 1, worst, alerts + 1, next, radius.and(alert.about()), then, handling);
    }

    private int chapterOf(String rule) {
        for (int i = 0; i < chapters.size(); i++) {
            if (chapters.get(i).rule().id().equals(rule)) {
                return i;
            }
        }
        return -1;
    }

    /** The same under that revision, for several changes that are written as one. */
    public Incident revised(int to) {
        return new Incident(id, tenant, to, severity, alerts, chapters, radius, times, handling);
    }

    /** The story with another one told in it. */
    public Incident with(Incident other, long nowMillis) {
        List<Chapter> next = new ArrayList<>(chapters);
        for (Chapter chapter : other.chapters) {
            int at = chapterOf(chapter.rule().id());
            if (at < 0) {
                next.add(chapter);
            } else {
                next.set(at, next.get(at).and(chapter));
            }
        }
        next.sort(java.util.Comparator.comparingLong(Chapter::firstMillis));
        Times then = new Times(
                Math.min(times.first(), other.times.first()),
                Math.min(times.opened(), other.times.opened()),
                nowMillis,
                times.contained().isPresent() ? times.contained() : other.times.contained(),
                times.closed());
        return new Incident(
                id,
                tenant,
                revision + 1,
                severity.compareTo(other.severity) >= 0 ? severity : other.severity,
                alerts + other.alerts,
                next,
                radius.and(other.radius),
                then,
                handling);
    }

    /** As part of another one; if somebody was doing just that, it is done. */
    public Incident mergedInto(String other, long nowMillis) {
        boolean meant = handling.pending()
                .filter(act -> act.kind() == Act.Kind.MERGED && act.subject().equals(other))
                .isPresent();
        Handling merged = handling.merged(other);
        return handled(meant ? merged.done() : merged, times.updated(nowMillis));
    }

    /** With an act that is not in force yet. */
    public Incident pending(Act act) {
        return handled(handling.pending(act), times);
    }

    /** Without it: there is no receipt of it, and so it never was. */
    public Incident settled() {
        return handled(handling.settled(), times);
    }

    /** With the pending act in force: its receipt is there. What is over stays as it is, and the act never came about. */
    public Incident done(long nowMillis) {
        Act act = handling.pending().orElseThrow(() -> new IllegalStateException("nothing is pending"));
        if (act.kind().needsOpen() && !handling.status().isOpen()) {
            return settled();
        }
        return switch (act.kind()) {
            case ASSIGNED -> handled(handling.assigned(act.text()).done(), times.updated(nowMillis));
            case CLOSED -> {
                Verdict verdict = Verdict.byWire(act.subject()).orElse(Verdict.UNDECIDED);
                Times then = new Times(
                        times.first(), times.opened(), nowMillis, times.contained(), OptionalLong.of(nowMillis));
                yield handled(handling.closed(verdict, act.text()).done(), then);
            }
            case MERGED -> mergedInto(act.subject(), nowMillis);
            case STEP_CONFIRMED, STEP_REFUSED -> handled(handling.done(), times.updated(nowMillis));
            // Somebody read a text about it: the incident itself did not change for those who are told of it.
            case NARRATIVE_REVIEWED -> handled(handling.done(), times);
        };
    }

    /** In that person's hands. */
    public Incident assigned(String person, long nowMillis) {
        return handled(handling.assigned(person), times.updated(nowMillis));
    }

    /** Over. */
    public Incident closed(Verdict verdict, String note, long nowMillis) {
        Times then = new Times(times.first(), times.opened(), nowMillis, times.contained(), OptionalLong.of(nowMillis));
        return handled(handling.closed(verdict, note), then);
    }

    /** With an effect that stands; the first one counts. */
    public Incident contained(long nowMillis) {
        if (times.contained().isPresent()) {
            return this;
        }
        return handled(
                handling,
                new Times(times.first(), times.opened(), nowMillis, OptionalLong.of(nowMillis), times.closed()));
    }

    private Incident handled(Handling next, Times then) {
        return new Incident(id, tenant, revision + 1, severity, alerts, chapters, radius, then, next);
    }

    /** What happened, in a sentence. */
    public String sentence() {
        return Sentence.of(this);
    }
}
