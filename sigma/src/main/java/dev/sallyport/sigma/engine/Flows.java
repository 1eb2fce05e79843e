package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Sequences;
import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.alert.Step;
import dev.sallyport.sigma.flow.Flow;
import dev.sallyport.sigma.flow.FlowGraph;
import dev.sallyport.sigma.flow.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs flows and makes alerts of the ways they find. Confined to the engine's writer. */
final class Flows {
    private final List<Flow> flows;
    private final FlowGraph graph;
    private final Options options;
    private final Signals signals;

    Flows(List<Flow> flows, Options options, Signals signals) {
        this.flows = flows;
        this.options = options;
        this.signals = signals;
        this.graph = new FlowGraph(flows, options.maxSteps());
    }

    FlowGraph graph() {
        return graph;
    }

    void take(Entry entry, long watermark, Moment moment, List<Alert> out) {
        if (entry.step().isEmpty()) {
            return;
        }
        var step = entry.step().get();
        if (step.cut()) {
            signals.raise(Signal.Kind.INPUTS_TRUNCATED, "", step.action(), 1, entry.time());
        }
        for (FlowGraph.Way way : graph.add(step, entry.roles(), watermark)) {
            out.add(alert(way, moment));
        }
        long evicted = graph.takeEvicted();
        if (evicted > 0) {
            signals.raise(Signal.Kind.FLOW_STEPS_EVICTED, "", "", evicted, entry.time());
        }
    }

    private Alert alert(FlowGraph.Way way, Moment moment) {
        Flow flow = flows.get(way.flow());
        var sink = way.steps().getLast();
        Map<String, String> group = new LinkedHashMap<>();
        if (!sink.agent().isEmpty()) {
            group.put("agent.id", sink.agent());
        }
        if (!sink.session().isEmpty()) {
            group.put("session.id", sink.session());
        }
        Stage stage = flow.head().status().map(Stage::of).orElse(Stage.ALERT);
        String key = Keys.of(List.of(sink.agent(), sink.session()));
        return new Alert(
                options.tenant(),
                flow.head(),
                Telling.canary(options, flow.head().reference(), flow.head().digest(), key, stage),
                group,
                sink.timeMillis(),
                way.steps().getFirst().timeMillis(),
                sink.timeMillis(),
                moment.received(),
                moment.evaluated(),
                Sequences.of(
                        way.steps().stream().mapToLong(step -> step.sequence()).toArray()),
                moment.late(),
                0,
                path(way),
                way.basis().word());
    }

    private static List<Step> path(FlowGraph.Way way) {
        List<Step> path = new ArrayList<>();
        for (int i = 0; i < way.steps().size(); i++) {
            var step = way.steps().get(i);
            String edge = "";
            String basis = "";
            if (i > 0) {
                Link link = way.links().get(i - 1);
                edge = link.edge().word();
                basis = link.basis().word();
            }
            path.add(new Step(step.sequence(), step.action(), step.agent(), edge, basis));
        }
        return path;
    }
}
