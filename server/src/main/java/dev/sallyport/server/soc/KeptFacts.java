package dev.sallyport.server.soc;

import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.story.Destinations;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The facts of decisions as long as they are kept: what receipts only commit to. Thread-safe. */
public record KeptFacts(Records records, Sealer sealer) {
    /** The facts of a decision, unless they were erased or can't be opened any more. */
    public Optional<Facts> of(TenantId tenant, String decision) {
        try {
            String context = FactsRecord.context(tenant.value(), decision);
            return records.facts(tenant, new DecisionId(decision))
                    .map(kept -> FactsCodec.parse(FactsRecord.parse(sealer.open(context, kept.sealed()))
                            .facts()));
        } catch (SealBroken | FormBroken | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where a connection goes that was let through, as a text that is the same for the same place and tells nobody which. */
    public Optional<String> place(Seen event) {
        boolean connects = event.first("decision.door").equals(Optional.of(Door.EGRESS.wire()));
        return event.first("decision.id")
                .filter(id -> connects)
                .flatMap(id -> of(event.tenant(), id))
                .flatMap(facts ->
                        Destinations.of(facts.what().door(), facts.what().resource()))
                .map(place -> Hex.of(sealer.commitment(place.getBytes(StandardCharsets.UTF_8))));
    }
}
