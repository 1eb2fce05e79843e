package dev.sallyport.server.api;

import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import java.util.Optional;

/** Who sees which receipts: operators and approvers all of their tenant's, an agent its own. */
record Visibility(Access access, Records records) {
    /** Somebody who reads the tenant's whole history. */
    Caller reader(Exchange exchange) {
        Caller caller = access.caller(exchange);
        return switch (caller) {
            case Caller.Operator o -> caller;
            case Caller.Person p -> caller;
            case Caller.AgentCaller a ->
                throw access.refused(caller, exchange, "an operator key or a person's credential");
            case Caller.Enroller e ->
                throw access.refused(caller, exchange, "an operator key or a person's credential");
        };
    }

    /** The receipt that the path names, if the caller may see it. */
    SealedReceipt receipt(Exchange exchange) {
        Caller caller = access.caller(exchange);
        Optional<SealedReceipt> receipt = records.receipt(caller.tenant(), exchange.path("id"));
        return Input.found(
                receipt.filter(r -> switch (caller) {
                    case Caller.Operator o -> true;
                    case Caller.Person p -> true;
                    case Caller.Enroller e -> false;
                    case Caller.AgentCaller agent ->
                        ReceiptForm.agent(r)
                                .equals(Optional.of(agent.agent().id().value()));
                }),
                "receipt");
    }
}
