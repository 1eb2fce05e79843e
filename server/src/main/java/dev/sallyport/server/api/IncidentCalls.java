package dev.sallyport.server.api;

import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.soc.KeptFacts;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.story.CallFacts;
import dev.sallyport.soc.story.Destinations;
import dev.sallyport.soc.story.Graph;
import dev.sallyport.soc.story.Witnessed;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is known of the calls around an incident: from their receipts, and from their facts while these are kept. */
final class IncidentCalls {
    private static final int AROUND = 2_000;
    private static final int PAGE = 500;
    private static final int MOST_SESSIONS = 8;
    private static final int MOST_CALLS = 1_000;
    private static final int MOST_READ = 20_000;
    private static final List<String> DIGESTS = List.of(
            "action_commitment",
            "executed_commitment",
            "facts_digest",
            "output_commitment",
            "policy_digest",
            "resource_commitment");

    private final Records records;
    private final KeptFacts facts;

    IncidentCalls(Records records, Sealer sealer) {
        this.records = records;
        this.facts = new KeptFacts(records, sealer);
    }

    /**
     * What they tell.
     *
     * @param destinations where connections went, shortened
     */
    record Told(Graph graph, SortedSet<String> destinations) {}

    Told of(Incident incident, List<SealedReceipt> evidence) {
        if (evidence.isEmpty()) {
            return new Told(Graph.NONE, new TreeSet<>());
        }
        Set<String> sessions = incident.radius().sessions().stream()
                .limit(MOST_SESSIONS)
                .collect(Collectors.toCollection(TreeSet::new));
        Reading reading = new Reading(incident.tenant(), sessions);
        evidence.forEach(reading::take);
        long first = evidence.getFirst().sequence() - AROUND;
        long last = evidence.getLast().sequence() + AROUND;
        reading.around(Math.max(0, first), last);
        Set<String> ids = evidence.stream().map(SealedReceipt::receiptId).collect(Collectors.toSet());
        boolean cut = reading.cut || incident.radius().sessions().size() > MOST_SESSIONS;
        List<CallFacts> calls = reading.calls();
        SortedSet<String> destinations = calls.stream()
                .filter(call -> ids.contains(call.receiptId()))
                .flatMap(call -> call.known().flatMap(CallFacts.Known::destination).stream())
                .map(Destinations::shown)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Told(Graph.of(calls, ids, trusts(incident.tenant(), sessions), cut), destinations);
    }

    private Map<String, String> trusts(TenantId tenant, Set<String> sessions) {
        Map<String, String> trusts = new HashMap<>();
        for (String session : sessions) {
            sessionId(session)
                    .ifPresent(id -> records.sessionLabels(tenant, id)
                            .forEach(label -> trusts.putIfAbsent(label.source(), label.trust())));
        }
        return trusts;
    }

    private static Optional<SessionId> sessionId(String session) {
        try {
            return Optional.of(new SessionId(session));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an alert can be about a name that nothing has
        }
    }

    /** The receipt of a decision, if the id is one. */
    static Optional<SealedReceipt> decision(Records records, TenantId tenant, String id) {
        try {
            return records.receiptsOf(tenant, new DecisionId(id)).stream()
                    .filter(each -> Receipt.ifReadable(each)
                            .filter(r -> r.envelope().kind() == ReceiptKind.DECISION)
                            .isPresent())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Receipts being read; confined to one question. */
    private final class Reading {
        private final TenantId tenant;
        private final Set<String> sessions;
        private final Map<String, Decided> decided = new LinkedHashMap<>();
        private boolean cut;

        Reading(TenantId tenant, Set<String> sessions) {
            this.tenant = tenant;
            this.sessions = sessions;
        }

        void around(long from, long last) {
            long end = Math.min(last, from + MOST_READ);
            cut |= end < last;
            for (long next = from; next <= end; ) {
                List<SealedReceipt> page = records.receipts(tenant, next, PAGE);
                if (page.isEmpty()) {
                    return;
                }
                page.stream().filter(this::mayConcern).forEach(this::take);
                next = page.getLast().sequence() + 1;
            }
        }

        /** Reading a receipt costs a hundred times as much as looking whether it could be one. */
        private boolean mayConcern(SealedReceipt sealed) {
            String text = new String(sealed.canonical(), StandardCharsets.UTF_8);
            return sessions.stream().anyMatch(text::contains) || text.contains("output_commitment");
        }

        void take(SealedReceipt sealed) {
            Optional<Receipt> read = Receipt.ifReadable(sealed);
            if (read.isEmpty()) {
                return;
            }
            Receipt receipt = read.get();
            Optional<String> id = Witnessed.text(receipt, "decision_id");
            if (id.isEmpty()) {
                return;
            }
            switch (receipt.envelope().kind()) {
                case DECISION -> {
                    if (decided.size() >= MOST_CALLS) {
                        cut = true;
                    } else {
                        decided.putIfAbsent(sealed.receiptId(), new Decided(id.get(), sealed, receipt));
                    }
                }
                case OUTCOME ->
                    decided.values().stream()
                            .filter(d -> d.id().equals(id.get()))
                            .forEach(d -> d.digests().putAll(digests(receipt)));
                case APPROVAL, ADMINISTRATION -> {}
            }
        }

        List<CallFacts> calls() {
            return decided.values().stream().map(this::call).toList();
        }

        private CallFacts call(Decided decision) {
            Receipt receipt = decision.receipt();
            SortedMap<String, String> all = new TreeMap<>(digests(receipt));
            all.putAll(decision.digests());
            String server = Witnessed.text(receipt, "tool").orElse("");
            String action = Witnessed.text(receipt, "action").orElse("");
            return new CallFacts(
                    decision.sealed().receiptId(),
                    decision.sealed().sequence(),
                    receipt.envelope().timeMillis(),
                    Witnessed.text(receipt, "agent").orElse(""),
                    Witnessed.text(receipt, "session").orElse(""),
                    QualifiedName.of(server, action),
                    Witnessed.text(receipt, "decision").orElse(""),
                    Witnessed.text(receipt, "effect").filter("mutates"::equals).isPresent(),
                    Witnessed.text(receipt, "trust").orElse("unknown"),
                    all,
                    known(decision.id()));
        }

        private Optional<CallFacts.Known> known(String decision) {
            return facts.of(tenant, decision)
                    .map(kept -> new CallFacts.Known(
                            kept.trust().sources(),
                            kept.provenance(),
                            Destinations.of(kept.what().door(), kept.what().resource())));
        }
    }

    private record Decided(String id, SealedReceipt sealed, Receipt receipt, SortedMap<String, String> digests) {
        Decided(String id, SealedReceipt sealed, Receipt receipt) {
            this(id, sealed, receipt, new TreeMap<>());
        }
    }

    private static SortedMap<String, String> digests(Receipt receipt) {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String member : DIGESTS) {
            Witnessed.text(receipt, member).ifPresent(value -> digests.put(member, value));
        }
        return digests;
    }
}
