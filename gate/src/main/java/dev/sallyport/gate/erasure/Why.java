package dev.sallyport.gate.erasure;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.retention.Term;
import java.util.Set;

/** Why payloads go, as the receipt says it. */
public sealed interface Why {
    /** The member of such a receipt that names the decisions, by the places of their receipts in the chain. */
    String PLACES = "sequences";

    /** The events of such receipts. */
    Set<String> EVENTS = Set.of("payloads_erased", "payloads_pruned");

    /**
     * Somebody asked for it.
     *
     * @param reason must not repeat what is erased
     */
    record Asked(String reason) implements Why {}

    /** They were kept for as long as the tenant's retention says. */
    record TermOver(Term term) implements Why {}

    /** Writes it into a receipt's body. */
    default void into(JsonObject.Builder body) {
        switch (this) {
            case Asked asked ->
                body.put("change", "erase_payloads")
                        .put("event", "payloads_erased")
                        .put("why", asked.reason());
            case TermOver over -> {
                Term term = over.term();
                body.put("change", "prune_payloads")
                        .put("event", "payloads_pruned")
                        .put("tier", term.tier().wire())
                        .put("days", term.days());
                term.floor().ifPresent(floor -> body.put("floor_days", floor.days()));
            }
        }
    }
}
