package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import dev.sallyport.soc.rehearsal.Simulation;
import dev.sallyport.soc.rehearsal.SimulationForm;
import java.util.List;
import java.util.Optional;

/** Playbooks: which act, letting one act or stop acting as a receipted act, and playing them over what happened. Operators alone. */
final class PlaybookRoutes {
    private final ApiParts parts;
    private final Detection detection;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final Rehearsals rehearsals;

    PlaybookRoutes(ApiParts parts, Detection detection, Rehearsals rehearsals) {
        this.parts = parts;
        this.detection = detection;
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.rehearsals = rehearsals;
    }

    Reply list(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
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

    private Playbook found(String reference) {
        return Input.found(
                detection.now().playbooks().stream()
                        .filter(playbook -> playbook.reference().equals(reference))
                        .findFirst(),
                "playbook");
    }

    private Duty duty(TenantId tenant, Playbook playbook) {
        return detection
                .playbooks()
                .duty(tenant, playbook)
                .orElseGet(() -> new Duty(
                        Duty.Kind.PLAYBOOK,
                        playbook.reference(),
                        PlaybookForm.digest(playbook),
                        Duty.Stage.LOG_ONLY,
                        Duty.WHOLE,
                        0,
                        Optional.empty()));
    }

    Reply set(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        RuleRoutes.Wish wish = input.read(exchange, body -> RuleRoutes.Wish.of(body, "playbook"));
        if (wish.stage() != Duty.Stage.LOG_ONLY && wish.stage() != Duty.Stage.RESPOND) {
            throw Input.wrong("a playbook's `stage` takes log_only or respond");
        }
        Playbook playbook = found(wish.name());
        String receipt = RuleRoutes.promote(
                acts,
                parts,
                detection,
                operator,
                duty(operator.tenant(), playbook),
                detection.playbooks().most(playbook),
                wish);
        return Reply.json(
                200,
                form(operator.tenant(), playbook).put("receipt_id", receipt).build());
    }

    private record Trial(Rehearsals.Wanted wanted, Optional<String> playbook, boolean proves, String why) {
        static Trial of(Fields body) {
            Trial trial = new Trial(
                    Rehearsals.Wanted.of(body),
                    body.optionalText("playbook"),
                    body.whole().get("record") != null && body.flag("record"),
                    Acts.why(body));
            if (trial.proves() && trial.playbook().isEmpty()) {
                throw Input.wrong("`record` takes `playbook`: proven is one of those that run");
            }
            trial.wanted().mayProve(trial.proves());
            return trial;
        }
    }

    /** All playbooks are played together, as they would act; the request may ask for one of them. */
    Reply simulate(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Trial trial = input.readOrEmpty(exchange, Trial::of);
        Optional<Playbook> one = trial.playbook().map(this::found);
        List<Playbook> all = one.map(List::of).orElse(detection.now().playbooks());
        if (all.isEmpty()) {
            throw new Problem(409, "no_playbooks", "no playbook is configured under `soc.playbooks`");
        }
        TenantId tenant = operator.tenant();
        Simulation.Plan plan = new Simulation.Plan(
                tenant,
                detection.now().rules(),
                all,
                detection.plan().never(),
                detection.plan().brake(),
                agents(tenant),
                parts.journal().registry().servers(tenant).size(),
                Rehearsals.MOST_ALERTS);
        Simulation.Report report = rehearsals.alone(() -> Simulation.of(
                plan,
                parts.aside().shown(),
                rehearsals.span(tenant, trial.wanted()),
                Rehearsals.MOST_RECEIPTS,
                rehearsals.patience()));
        String digest = SimulationForm.digest(report);
        JsonObject.Builder out = JsonObject.builder();
        SimulationForm.of(report).members().forEach(out::put);
        out.put("report_digest", digest);
        if (trial.proves() && report.faults(one.orElseThrow()).isEmpty()) {
            out.put(
                    "receipt_id",
                    RuleRoutes.prove(
                            acts,
                            parts,
                            operator,
                            duty(tenant, one.get()),
                            digest,
                            report.read().receipts(),
                            trial.why()));
        }
        return Reply.json(200, out.build());
    }

    private int agents(TenantId tenant) {
        return (int) parts.journal().registry().agents(tenant).stream()
                .filter(agent -> agent.status() != AgentStatus.REVOKED)
                .count();
    }
}
