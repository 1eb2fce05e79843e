package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.correlation.Absence;
import dev.sallyport.sigma.correlation.Frame;
import dev.sallyport.sigma.correlation.Judge;
import dev.sallyport.sigma.state.Group;
import dev.sallyport.sigma.state.Groups;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs correlations over hits that come in the order of (time, sequence), and over late ones. Confined to the engine's writer.
 *
 * <p>A sliding correlation looks at the window that ends with the hit. A late hit goes to its place, and every window that holds it is
 * looked at, the earliest first. What is decided when a window is over waits as a {@link Timer} for the watermark.
 */
final class Correlator {
    private final List<Plan> plans;
    private final Options options;
    private final Groups groups;
    private final Signals signals;
    private final Telling telling;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Hit> work = new ArrayList<>();
    private long watermark = Long.MIN_VALUE / 2;

    Correlator(List<Plan> plans, Options options, Signals signals, Intake intake) {
        this.plans = plans;
        this.options = options;
        this.signals = signals;
        this.groups = new Groups(numeric(plans));
        this.telling = new Telling(options, intake);
    }

    private static boolean[] numeric(List<Plan> plans) {
        boolean[] numeric = new boolean[plans.size()];
        plans.forEach(plan -> numeric[plan.place()] = plan.isNumeric());
        return numeric;
    }

    Groups groups() {
        return groups;
    }

    long suppressed() {
        return telling.suppressed();
    }

    void suppressed(long count) {
        telling.suppressed(count);
    }

    /** How far the record is known, and not beyond what is being worked out. */
    void watermark(long time) {
        watermark = time;
    }

    /** Takes the hits of one event, and those that follow from them, those below before those above. */
    void take(List<Hit> hits, long time, long sequence, Moment moment, List<Alert> out) {
        work.addAll(hits);
        runWork(time, sequence, moment, out);
    }

    private void runWork(long time, long sequence, Moment moment, List<Alert> out) {
        while (!work.isEmpty()) {
            int next = 0;
            for (int i = 1; i < work.size(); i++) {
                next = work.get(i).plan() < work.get(next).plan() ? i : next;
            }
            one(work.remove(next), time, sequence, moment, out);
        }
    }

    private void one(Hit hit, long time, long sequence, Moment moment, List<Alert> out) {
        Plan plan = plans.get(hit.plan());
        Group group = groups.find(hit.plan(), hit.key());
        if (group == null) {
            makeRoom(hit.plan());
            group = groups.create(hit.plan(), hit.key());
        } else {
            groups.touch(group);
        }
        int at = group.add(time, sequence, hit.bits(), hit.value(), hit.extra());
        if (plan.decidesLater()) {
            decideLater(plan, group, moment, out);
        } else {
            slide(plan, group, at, moment, out);
        }
        trim(plan, group);
    }

    private void slide(Plan plan, Group group, int at, Moment moment, List<Alert> out) {
        long span = plan.rule().span();
        if (at == group.end() - 1) {
            long bits = group.bits(at);
            if (plan.judge().mayHold(bits, group.seen())) {
                int from = group.liveFrom(group.time(at) - span);
                if (plan.judge().isIdle(group, from, at)) {
                    return;
                }
                if (plan.judge().holds(group, from, at + 1)) {
                    fire(plan, group, from, at + 1, group.time(at), moment, out);
                } else if (plan.judge().looksAtBits()) {
                    group.seen(Judge.bits(group, from, at + 1));
                }
            }
            return;
        }
        long last = group.time(at) + span;
        for (int newest = at; newest < group.end() && group.time(newest) <= last; newest++) {
            int from = group.liveFrom(group.time(newest) - span);
            if (plan.judge().holds(group, from, newest + 1)) {
                fire(plan, group, from, newest + 1, group.time(newest), moment, out);
                return;
            }
        }
    }

    private void fire(Plan plan, Group group, int from, int to, long at, Moment moment, List<Alert> out) {
        BitSet witnesses = plan.judge().witnesses(group, from, to);
        telling.tell(plan, group, witnesses, at, moment, out, work);
        group.forgetBefore(to);
    }

    /** Sets the group's deadline; what is over already, because something came late, is decided at once. */
    private void decideLater(Plan plan, Group group, Moment moment, List<Alert> out) {
        long before = group.deadline();
        group.deadline(nextDeadline(plan, group));
        while (group.deadline() <= watermark) {
            decide(plan, group, moment, out);
        }
        if (group.deadline() != before && group.deadline() != Group.NEVER) {
            timers.add(new Timer(group.deadline(), group));
        }
    }

    private static long nextDeadline(Plan plan, Group group) {
        if (plan.absence().isPresent()) {
            int opener = plan.absence().get().opener(group);
            return opener < 0 ? Group.NEVER : group.time(opener) + plan.rule().span();
        }
        if (group.size() == 0) {
            return Group.NEVER;
        }
        return switch (plan.rule().frame()) {
            case Frame.Tumbling tumbling ->
                (Math.floorDiv(group.time(group.first()), tumbling.span()) + 1) * tumbling.span();
            case Frame.Session session -> sessionEnd(session, group);
            case Frame.Sliding sliding -> Group.NEVER;
        };
    }

    /** A session is over when the gap has passed without a hit, or when it has lasted its span. */
    private static long sessionEnd(Frame.Session session, Group group) {
        long begun = group.time(group.first());
        long last = begun;
        for (int hit = group.first() + 1; hit < group.end(); hit++) {
            if (group.time(hit) > last + session.gap()) {
                break;
            }
            last = group.time(hit);
        }
        return Math.min(last + session.gap(), begun + session.span()) + 1;
    }

    /** Decides what is over at the group's deadline and sets the next. */
    private void decide(Plan plan, Group group, Moment moment, List<Alert> out) {
        long deadline = group.deadline();
        if (plan.absence().isPresent()) {
            decideAbsence(plan, plan.absence().get(), group, moment, out);
        } else {
            int from = group.first();
            int to = from;
            while (to < group.end() && group.time(to) < deadline) {
                to++;
            }
            if (to > from && plan.judge().holds(group, from, to)) {
                fire(plan, group, from, to, deadline, moment, out);
            } else {
                group.forgetBefore(to);
            }
        }
        group.deadline(nextDeadline(plan, group));
    }

    private void decideAbsence(Plan plan, Absence absence, Group group, Moment moment, List<Alert> out) {
        int opener = absence.opener(group);
        Optional<BitSet> witnesses = absence.judge(group, opener);
        if (witnesses.isPresent()) {
            BitSet hits = witnesses.get();
            telling.tell(plan, group, hits, group.deadline(), moment, out, work);
            hits.stream().forEach(hit -> group.mark(hit, Absence.JUDGED));
        }
        group.mark(opener, Absence.JUDGED);
    }

    /**
     * Decides what is over before a time, in the order of the deadlines.
     *
     * @param before deadlines from here on wait
     */
    void decideBefore(long before, long evaluated, List<Alert> out) {
        while (!timers.isEmpty() && timers.peek().deadline() < before) {
            Timer timer = timers.poll();
            if (!timer.isVoid()) {
                Plan plan = plans.get(timer.group().rule());
                Moment moment = new Moment(false, OptionalLong.empty(), evaluated);
                decide(plan, timer.group(), moment, out);
                trim(plan, timer.group());
                if (timer.group().deadline() != Group.NEVER) {
                    timers.add(new Timer(timer.group().deadline(), timer.group()));
                }
                // What follows above stands behind every event of that time.
                runWork(timer.deadline(), Long.MAX_VALUE, moment, out);
            }
        }
    }

    /** Forgets hits that no window will hold any more, and the oldest ones beyond the cap. */
    private void trim(Plan plan, Group group) {
        if (group.size() == 0) {
            if (plan.rule().suppressMillis() == 0 && group.deadline() == Group.NEVER && !group.gone()) {
                groups.remove(group);
            }
            return;
        }
        long span = plan.rule().span();
        long newest = group.time(group.end() - 1);
        int first = group.first();
        if (!plan.decidesLater()) {
            long oldest = newest - span - Math.min(span, options.memory());
            while (group.time(first) < oldest) {
                first++;
            }
        } else if (plan.absence().isPresent()) {
            int opener = plan.absence().get().opener(group);
            long from = Math.min(newest, opener < 0 ? newest : group.time(opener));
            long oldest = from - span - Math.min(span, options.memory());
            while (group.time(first) < oldest) {
                first++;
            }
        }
        cap(plan, group, first, newest - span);
    }

    private void cap(Plan plan, Group group, int from, long liveSince) {
        int first = from;
        if (group.end() - first > options.maxHits()) {
            first = group.end() - options.maxHits();
            if (group.time(first - 1) >= liveSince) {
                signals.raise(
                        Signal.Kind.HITS_TRUNCATED,
                        plan.rule().head().reference(),
                        group.key(),
                        1,
                        group.time(group.end() - 1));
            }
        }
        if (first > group.first()) {
            group.forgetBefore(first);
            if (plan.decidesLater()) {
                long deadline = nextDeadline(plan, group);
                if (deadline != group.deadline()) {
                    group.deadline(deadline);
                    timers.add(new Timer(deadline, group));
                }
            }
        }
    }

    /** Forgets groups that have been still for so long that not even a late event could wake them. */
    void forgetOld() {
        Group stalest = groups.stalest();
        while (stalest != null && wakesUntil(stalest) + options.memory() < watermark) {
            groups.remove(stalest);
            stalest = groups.stalest();
        }
    }

    private long wakesUntil(Group group) {
        Plan plan = plans.get(group.rule());
        long last = group.size() == 0
                ? group.quietFrom()
                : group.time(group.end() - 1) + plan.rule().span();
        long quiet = group.quietFrom() == Group.NEVER
                ? last
                : group.quietFrom() + plan.rule().suppressMillis();
        return group.deadline() == Group.NEVER ? Math.max(last, quiet) : Group.NEVER - options.memory();
    }

    private void makeRoom(int rule) {
        if (groups.size(rule) >= options.maxGroupsPerRule()) {
            evict(groups.stalest(rule));
        }
        if (groups.size() >= options.maxGroups()) {
            evict(groups.stalest());
        }
    }

    private void evict(@Nullable Group group) {
        if (group != null) {
            if (wakesUntil(group) >= watermark) {
                signals.raise(
                        Signal.Kind.DETECTOR_STATE_EVICTED,
                        plans.get(group.rule()).rule().head().reference(),
                        group.key(),
                        1,
                        watermark);
            }
            groups.remove(group);
        }
    }

    /** Sets timers for every group that has a deadline: after state was read. */
    void setTimers() {
        for (Group group : groups.inOrder()) {
            if (group.deadline() != Group.NEVER) {
                timers.add(new Timer(group.deadline(), group));
            }
        }
    }
}
