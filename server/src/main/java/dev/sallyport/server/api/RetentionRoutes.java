package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.erasure.ErasureFailed;
import dev.sallyport.gate.erasure.Pruner;
import dev.sallyport.gate.retention.Retention;
import dev.sallyport.gate.retention.Term;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;

/** How long the tenant's payloads are kept, and pruning without waiting for its time. */
final class RetentionRoutes {
    private final Access access;
    private final Pruner pruner;
    private final InstantSource clock;

    RetentionRoutes(ApiParts parts) {
        this.access = parts.access();
        this.pruner = parts.pruner();
        this.clock = parts.clock();
    }

    Reply show(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Retention chosen = pruner.chosen(operator.tenant());
        JsonObject.Builder out = JsonObject.builder().put("tier", chosen.tier().wire());
        pruner.floor(operator.tenant())
                .ifPresent(floor -> out.put("floor_days", floor.days()).put("floor_because", floor.because()));
        pruner.term(operator.tenant()).ifPresent(term -> put(out, term));
        return Reply.json(200, out.build());
    }

    private void put(JsonObject.Builder out, Term term) {
        out.put("chosen_days", term.chosenDays())
                .put("days", term.days())
                .put("cutoff_ms", term.cutoffMillis(clock.millis()));
    }

    Reply prune(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        try {
            return Reply.json(200, Erasures.form(pruner.prune(operator.tenant())));
        } catch (ErasureFailed e) {
            throw Acts.unavailable();
        }
    }
}
