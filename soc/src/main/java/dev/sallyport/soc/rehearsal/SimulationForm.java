package dev.sallyport.soc.rehearsal;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.soc.detect.RuleForm;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import dev.sallyport.soc.response.Step;
import java.util.List;

/** Reports of simulations as JSON: {@code sallyport-simulation-1}. */
public final class SimulationForm {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/simulation/1");

    /** How many steps are shown; all are counted. */
    private static final int MOST_SHOWN = 2_000;

    private SimulationForm() {}

    /** The report as an object. */
    public static JsonObject of(Simulation.Report report) {
        return JsonObject.builder()
                .put("format", "sallyport-simulation-1")
                .put("tenant", report.plan().tenant().value())
                .put("read", DryRunForm.of(report.read()))
                .put("cut", report.cut())
                .put("rules", report.plan().rules().digest())
                .put("agents", report.plan().agents())
                .put(
                        "playbooks",
                        new JsonArray(report.plan().playbooks().stream()
                                .<Json>map(playbook -> of(report, playbook))
                                .toList()))
                .put(
                        "steps",
                        new JsonArray(report.outcomes().stream()
                                .limit(MOST_SHOWN)
                                .<Json>map(SimulationForm::of)
                                .toList()))
                .build();
    }

    /** One playbook. */
    public static JsonObject of(Simulation.Report report, Playbook playbook) {
        List<Simulation.Outcome> outcomes = report.of(playbook);
        List<String> faults = report.faults(playbook);
        return JsonObject.builder()
                .put("playbook", playbook.reference())
                .put("digest", PlaybookForm.digest(playbook))
                .put("steps", outcomes.size())
                .put("stopped", stopped(outcomes).size())
                .put("targets", RuleForm.texts(stopped(outcomes)))
                .put("held", outcomes.stream().filter(Simulation.Outcome::held).count())
                .put(
                        "awaiting",
                        outcomes.stream()
                                .filter(outcome -> outcome.step().state() == Step.State.AWAITING && !outcome.held())
                                .count())
                .put("met", outcomes.stream().mapToLong(Simulation.Outcome::met).sum())
                .put("passed", faults.isEmpty())
                .put("why", RuleForm.texts(faults))
                .build();
    }

    private static List<String> stopped(List<Simulation.Outcome> outcomes) {
        return outcomes.stream()
                .map(Simulation.Outcome::step)
                .filter(step -> step.begunMillis() > 0 && step.effect().isStop())
                .map(Step::target)
                .distinct()
                .sorted()
                .toList();
    }

    /** One step: what it would have stopped, from when, and until when. */
    public static JsonObject of(Simulation.Outcome outcome) {
        Step step = outcome.step();
        boolean open = step.begunMillis() > 0 && outcome.endedMillis() == 0;
        long until = outcome.endedMillis() > 0 ? outcome.endedMillis() : step.begunMillis() + step.ttlMillis();
        JsonObject.Builder out = JsonObject.builder()
                .put("playbook", step.playbook())
                .put("effect", step.effect().wire())
                .put("target", step.target())
                .put("incident_id", step.incident())
                .put("planned_ms", outcome.plannedMillis())
                .put("from_ms", step.begunMillis())
                .put("until_ms", step.begunMillis() == 0 || step.ttlMillis() == 0 ? 0 : until)
                .put("open", open)
                .put("held", outcome.held())
                .put("state", step.state().wire())
                .put("why", step.why())
                .put("met", outcome.met());
        outcome.preview().ifPresent(preview -> out.put("preview", PreviewForm.of(preview)));
        return out.build();
    }

    /** SHA-256 of the report: the same for the same events, rules and playbooks. */
    public static String digest(Simulation.Report report) {
        return DryRunForm.digest(DOMAIN, of(report));
    }
}
