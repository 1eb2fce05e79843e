package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The three criteria that rest on what others confirmed. */
final class WordCriteria {
    /** The stacks an export may be checked against; any two. */
    static final Set<String> STACKS = Set.of("datadog", "honeycomb", "grafana", "sentry");

    private static final int PAYING = 3;
    private static final int PAY_WEEK = 12;
    private static final int INTEROPERABLE = 2;

    private WordCriteria() {}

    /** Three customers say, signed and with a price band, in week 12 or later, that they would pay. */
    static Judged wouldPay(Pilot pilot) {
        Map<String, Statement> latest = latest(pilot, Statement.Kind.WOULD_PAY);
        List<String> evidence = new ArrayList<>();
        latest.forEach((customer, said) ->
                evidence.add(customer + ": " + (said.yes() ? "yes, " : "no, ") + said.words() + " (signed)"));
        long yes = latest.values().stream().filter(Statement::yes).count();
        long open = pilot.customers().values().stream()
                .filter(customer -> customer.active() && !latest.containsKey(customer.id()))
                .count();
        evidence.addFirst(yes + " signed yes since week " + PAY_WEEK + ", " + open + " customers have not said");
        String question = "would three customers pay, on the record, with a price band?";
        if (yes >= PAYING) {
            return new Judged("pay", question, new Pass(evidence));
        }
        String needed = (PAYING - yes) + " more signed statements";
        return new Judged(
                "pay",
                question,
                yes + open < PAYING && pilot.phase() != Phase.A
                        ? new Fail(evidence, needed + "; only " + open + " can still give one")
                        : new Inconclusive(evidence, needed));
    }

    /** Two stacks took the export and somebody looked. */
    static Judged interop(Pilot pilot) {
        Map<String, Fact.Interop> latest = new LinkedHashMap<>();
        pilot.all(Fact.Interop.class)
                .forEach(checked -> latest.put(checked.fact().stack(), checked.fact()));
        List<String> evidence = new ArrayList<>();
        Set<String> verified = new TreeSet<>();
        Set<String> failed = new TreeSet<>();
        latest.forEach((stack, checked) -> {
            evidence.add(stack + " at " + checked.customer() + ": " + (checked.verified() ? "verified" : "failed")
                    + ", transcript " + checked.digest());
            (checked.verified() ? verified : failed).add(stack);
        });
        evidence.addFirst(verified.size() + " stacks verified");
        String question = "do two observability stacks take the export?";
        String needed = (INTEROPERABLE - verified.size()) + " more of " + String.join(", ", new TreeSet<>(STACKS));
        if (verified.size() >= INTEROPERABLE) {
            return new Judged("otlp", question, new Pass(evidence));
        }
        return new Judged(
                "otlp",
                question,
                STACKS.size() - failed.size() < INTEROPERABLE
                        ? new Fail(evidence, needed)
                        : new Inconclusive(evidence, needed));
    }

    /** A customer's auditor, with a key of its own, confirms that the audit trail's integrity means something. */
    static Judged audit(Pilot pilot) {
        Map<String, Statement> latest = latest(pilot, Statement.Kind.AUDIT);
        List<String> evidence = new ArrayList<>();
        latest.forEach((customer, said) -> evidence.add("auditor of " + customer + ": "
                + (said.yes() ? "confirms: " : "denies: ") + said.words() + " (signed)"));
        String question = "does a customer's auditor confirm the audit trail's integrity?";
        if (latest.values().stream().anyMatch(Statement::yes)) {
            return new Judged("audit", question, new Pass(evidence));
        }
        String needed = "one signed confirmation of an auditor whom a customer named";
        if (evidence.isEmpty()) {
            return new Judged("audit", question, new Inconclusive(List.of("no auditor has said anything"), needed));
        }
        return new Judged("audit", question, new Fail(evidence, needed));
    }

    /** The last statement of each customer; those about paying only from week 12 on. */
    private static Map<String, Statement> latest(Pilot pilot, Statement.Kind kind) {
        Map<String, Statement> latest = new LinkedHashMap<>();
        for (Dated<Fact.Stated> stated : pilot.all(Fact.Stated.class)) {
            Statement statement = Statement.read(stated.fact().note());
            boolean inTime = kind != Statement.Kind.WOULD_PAY || pilot.week(stated.at()) >= PAY_WEEK;
            if (statement.says() == kind && inTime) {
                latest.put(statement.customer(), statement);
            }
        }
        return latest;
    }
}
