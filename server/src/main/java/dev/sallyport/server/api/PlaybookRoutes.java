package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import dev.sallyport.soc.rehearsal.SimulationForm;
import java.util.List;

/** Playbooks: which act, letting one act or stop acting as a receipted act, and playing them over what happened. Operators alone. */
final class PlaybookRoutes {
    private final PlaybookControls playbooks;
    private final Access access;
    private final Input input;

    PlaybookRoutes(ApiParts parts) {
        this.playbooks = parts.controls().playbooks();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    Reply list(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        Detection detection = playbooks.detection();
        List<Json> rows = detection.now().playbooks().stream()
                .<Json>map(playbook -> form(tenant, playbook).build())
                .toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("responds", detection.plan().responds())
                        .put("log_only_ms", detection.plan().logOnlyMillis())
                        .put("playbooks", new JsonArray(rows))
                        .build());
    }

    private JsonObject.Builder form(TenantId tenant, Playbook playbook) {
        Detection detection = playbooks.detection();
        JsonObject.Builder out = JsonObject.builder()
                .put("playbook", playbook.reference())
                .put("digest", PlaybookForm.digest(playbook))
                .put("change", playbook.change())
                .put("most", detection.playbooks().most(playbook).wire())
                .put("stage", detection.playbooks().stage(tenant, playbook).wire())
                .put("document", PlaybookForm.of(playbook));
        detection.playbooks().duty(tenant, playbook).ifPresent(duty -> {
            out.put("canary", duty.canary());
            RuleRoutes.proven(duty, out);
        });
        return out;
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        DutyWish wish = input.read(exchange, body -> DutyWish.of(body, "playbook"));
        String receipt = playbooks.set(operator.actor(), wish);
        return Reply.json(
                200,
                form(operator.tenant(), playbooks.found(wish.name()))
                        .put("receipt_id", receipt)
                        .build());
    }

    /** All playbooks are played together, as they would act; the request may ask for one of them. */
    Reply simulate(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        PlaybookControls.Trial trial = input.readOrEmpty(exchange, PlaybookControls.Trial::of);
        PlaybookControls.Simulated simulated = playbooks.simulate(operator.actor(), trial);
        JsonObject.Builder out = JsonObject.builder();
        SimulationForm.of(simulated.report()).members().forEach(out::put);
        out.put("report_digest", SimulationForm.digest(simulated.report()));
        simulated.receipt().ifPresent(receipt -> out.put("receipt_id", receipt));
        return Reply.json(200, out.build());
    }
}
