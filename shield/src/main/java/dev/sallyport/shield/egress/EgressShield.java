package dev.sallyport.shield.egress;

import dev.sallyport.action.Capability;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.text.shell.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks where a call goes: what kind of service it is, whether its address is what it seems, whether data stands in it, and what the call
 * takes along. Reads no name from the network. A place nobody knows is worth a look and no more; it never blocks alone.
 */
public final class EgressShield implements Shield {
    static final String NAME = "egress-monitor";

    private static final ShieldVersion VERSION = new ShieldVersion(NAME, "1.0.0");
    private static final int MOST_FINDINGS = 12;

    private final Function<String, HostLists> lists;
    private final Judging judging = new Judging(Places.bundled());
    private final Visits visits = new Visits();

    /** @param lists what the operator said of hosts, by tenant; answers from memory */
    public EgressShield(Function<String, HostLists> lists) {
        this.lists = lists;
    }

    @Override
    public ShieldVersion version() {
        return VERSION;
    }

    @Override
    public boolean concerns(Subject subject) {
        return subject instanceof Subject.Call;
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        if (!(subject instanceof Subject.Call call)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        List<Trip> trips = new ArrayList<>();
        boolean body = call.capability() == Capability.HTTP;
        if (call.line().isPresent()) {
            if (call.line().get() instanceof Reading.Read line) {
                Lines.Done done = Lines.of(line, lineSpan(call));
                trips.addAll(done.trips());
                boolean away = trips.stream().anyMatch(trip -> judging.isAway(trip.to()));
                if (away || trips.isEmpty() || done.signs().stream().anyMatch(s -> s.confidence() > 0.9)) {
                    done.signs().forEach(sign -> add(findings, sign, lineSpan(call)));
                }
            }
        } else {
            Addresses.of(call, trips);
            body |= !trips.isEmpty();
        }
        HostLists said = lists.apply(context.tenant());
        long bytes =
                call.leaves().stream().mapToLong(leaf -> leaf.text().length()).sum();
        for (Trip trip : trips) {
            judging.of(trip, said).forEach(sign -> add(findings, sign, trip.to().span()));
            visit(trip, said, bytes, context, findings);
        }
        if (body) {
            bodies(call, findings);
        }
        return Finding.worstFirst(findings, MOST_FINDINGS);
    }

    private void visit(Trip trip, HostLists said, long bytes, Context context, List<Finding> findings) {
        if (!judging.isAway(trip.to())) {
            return;
        }
        String place = trip.to().name().isEmpty() ? trip.to().host() : trip.to().registered();
        Visits.Visit visit = visits.to(context.tenant(), context.agent(), place, bytes, context.timeMillis());
        Span span = trip.to().span();
        if (visit.isNew()
                && judging.isUnknown(trip.to())
                && !said.allows(trip.to().name())) {
            add(findings, new Sign(Verdict.ALLOW, "first-seen", 0.3), span);
        }
        if (visit.much() && judging.isUnknown(trip.to())) {
            add(findings, Sign.warn("volume", 0.5), span);
        }
        if (visit.many() && visit.isNew()) {
            add(findings, Sign.warn("fan-out", 0.4), span);
        }
    }

    private static void bodies(Subject.Call call, List<Finding> findings) {
        for (Leaf leaf : call.leaves()) {
            String pointer = leaf.pointer();
            boolean own = pointer.contains("eaders/") || pointer.contains("uthorization") || leaf.isName();
            if (!own && StolenBody.isHiddenIn(leaf.text())) {
                add(findings, Sign.block("stolen-body", 0.9), Span.of(leaf));
            }
        }
    }

    private static Span lineSpan(Subject.Call call) {
        for (Leaf leaf : call.leaves()) {
            if (!leaf.isName()
                    && (leaf.pointer().equals("/command") || leaf.pointer().equals("/cmd"))) {
                return Span.of(leaf);
            }
        }
        return new Span("", 0, 0);
    }

    private static void add(List<Finding> findings, Sign sign, Span span) {
        boolean known = findings.stream()
                .anyMatch(f -> f.category().kind().equals(sign.kind())
                        && f.span().equals(span)
                        && f.confidence().orElse(1) >= sign.confidence());
        if (!known) {
            findings.add(Finding.of(sign.verdict(), new Category(NAME, sign.kind()), sign.confidence(), span));
        }
    }
}
