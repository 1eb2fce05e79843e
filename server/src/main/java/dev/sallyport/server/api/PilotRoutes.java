package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.pilot.PilotWish;
import java.util.ArrayList;
import java.util.List;

/** What operators of the install's own tenant record of its pilot. With {@code preview} nothing is recorded and the answer says what would change. */
final class PilotRoutes {
    private final PilotControls pilot;
    private final Access access;
    private final Input input;

    PilotRoutes(ApiParts parts) {
        this.pilot = parts.controls().pilot();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    /** A request, and whether it only asks what would be. */
    private record Wanted(PilotControls.Asked asked, boolean preview) {
        static Wanted of(Fields body) {
            return new Wanted(
                    new PilotControls.Asked(wish(body), body.optionalText("head"), Acts.why(body)),
                    body.whole().get("preview") != null && body.flag("preview"));
        }
    }

    private static PilotWish wish(Fields body) {
        return switch (body.text("act")) {
            case "record" -> new PilotWish.Say(facts(body));
            case "advance" -> new PilotWish.Advance();
            case "review" -> new PilotWish.Hold();
            case "rollback" -> new PilotWish.RollBack(body.text("customer"), body.text("shield"), Acts.why(body));
            default -> throw Input.wrong("`act` takes record, advance, review or rollback");
        };
    }

    /** Does what the body names, or says what that would change. */
    Reply act(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        return Reply.json(200, wanted.preview() ? foreseen(operator, wanted.asked()) : done(operator, wanted.asked()));
    }

    private JsonObject foreseen(Caller.Operator operator, PilotControls.Asked asked) {
        PilotControls.Foreseen foreseen = pilot.foresee(operator.actor(), asked);
        List<Json> changes = foreseen.changes().stream()
                .<Json>map(change -> JsonObject.builder()
                        .put("what", change.what())
                        .put("before", change.before())
                        .put("after", change.after())
                        .build())
                .toList();
        return JsonObject.builder()
                .put("head", foreseen.head())
                .put("facts", said(foreseen.facts()))
                .put("changes", new JsonArray(changes))
                .build();
    }

    private JsonObject done(Caller.Operator operator, PilotControls.Asked asked) {
        PilotControls.Done done = pilot.record(operator.actor(), asked);
        return JsonObject.builder()
                .put("head", done.records().hash())
                .put("facts", said(done.records().pilot().entries().getLast().facts()))
                .put("phase", done.records().pilot().phase().name())
                .put("receipt_id", done.receipt())
                .build();
    }

    private static JsonArray said(List<Fact> facts) {
        return new JsonArray(facts.stream().<Json>map(FactJson::of).toList());
    }

    private static List<Fact> facts(Fields body) {
        if (!(body.whole().get("facts") instanceof JsonArray array)
                || array.items().isEmpty()
                || array.items().size() > PilotWish.Say.MOST) {
            throw Input.wrong("`facts` takes 1 to " + PilotWish.Say.MOST + " facts");
        }
        List<Fact> facts = new ArrayList<>();
        array.items().forEach(item -> facts.add(fact(Input.object(item, "a fact"))));
        return facts;
    }

    /**
     * A fact as the records write it.
     *
     * @throws Problem 400 {@code wrong_form} if it is none
     */
    static Fact fact(JsonObject written) {
        try {
            return FactJson.read(written);
        } catch (Malformed | IllegalArgumentException | ArithmeticException malformed) {
            throw Input.wrong("a fact of the pilot: " + malformed.getMessage());
        }
    }
}
