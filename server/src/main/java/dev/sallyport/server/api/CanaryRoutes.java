package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryKind;
import dev.sallyport.shield.canary.CanaryMint;
import dev.sallyport.shield.canary.RememberedPlants;
import java.util.List;

/** Canaries: an operator has one made, puts it where a thief would look, and the shield knows it from then on. */
final class CanaryRoutes {
    /** A host that the DNS root never delegates (RFC 2606), where an operator gives none. */
    private static final String NOWHERE = "https://files.invalid/s/";

    private static final int LONGEST_BASE = 200;

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final IdSource ids;
    private final Credentials credentials;
    private final Sealer sealer;

    CanaryRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.ids = parts.ids();
        this.credentials = parts.credentials();
        this.sealer = parts.sealer();
    }

    private record Wanted(CanaryKind kind, String base, String why) {
        static Wanted of(Fields body) {
            String base = body.optionalText("url_base").orElse(NOWHERE);
            if (base.length() > LONGEST_BASE || !(base.startsWith("https://") || base.startsWith("http://"))) {
                throw Input.wrong(
                        "`url_base` takes the beginning of an http address of up to " + LONGEST_BASE + " characters");
            }
            return new Wanted(body.word("kind", CanaryKind::byWire), base, Acts.why(body));
        }
    }

    /** Makes one. Its text is shown this once. */
    Reply plant(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        if (journal.registry().canaries(operator.tenant()).size() >= RememberedPlants.MOST) {
            throw new Problem(
                    409, "canaries_full", "there are " + RememberedPlants.MOST + " canaries; remove one first");
        }
        Canary canary = new CanaryMint(credentials.random(), wanted.base()).mint(wanted.kind(), "can_" + ids.next());
        String receipt = acts.record(
                operator.actor(),
                new RegistryChange.PlantCanary(
                        operator.tenant(), PlantedCanary.seal(operator.tenant(), canary, sealer)),
                wanted.why());
        return Reply.json(
                201,
                row(canary.id(), canary.kind())
                        .put("text", canary.text())
                        .put("receipt_id", receipt)
                        .build());
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        List<Json> rows = journal.registry().canaries(operator.tenant()).stream()
                .<Json>map(canary -> row(canary.id(), canary.kind()).build())
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("canaries", new JsonArray(rows)).build());
    }

    Reply remove(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String why = input.readOrEmpty(exchange, Acts::why);
        PlantedCanary canary = Input.found(
                journal.registry().canaries(operator.tenant()).stream()
                        .filter(one -> one.id().equals(exchange.path("id")))
                        .findFirst(),
                "canary");
        String receipt =
                acts.record(operator.actor(), new RegistryChange.RemoveCanary(operator.tenant(), canary.id()), why);
        return Reply.json(
                200, row(canary.id(), canary.kind()).put("receipt_id", receipt).build());
    }

    private static JsonObject.Builder row(String id, CanaryKind kind) {
        return JsonObject.builder().put("canary_id", id).put("kind", kind.wire());
    }
}
