package dev.sallyport.bench.soc;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.load.LoadResult;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * How soon attacks are met while other calls go on.
 *
 * @param toAlert from the event that completed a match to its alert, as the alerts tell, to the millisecond
 * @param toContain from the alert to the freeze in force, as the incidents tell, to the millisecond
 * @param toFrozen from the answer to the tenth refused call to the first call that is refused because its agent is frozen, over HTTP
 * @param backgroundErrors of the other calls
 */
record SocTimes(Samples toAlert, Samples toContain, Samples toFrozen, long backgroundErrors) {
    private static final int STORM = 10;
    private static final int PAGE = 200;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long PER_ATTACK_MILLIS = 400;

    /** Drives the gateway for that long. */
    interface Background {
        LoadResult during(Duration time) throws IOException;
    }

    static SocTimes measure(SocGateway gateway, int attacks, Background load) throws IOException, InterruptedException {
        Samples frozen = new Samples(attacks);
        Set<String> attackers = new HashSet<>();
        long errors = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<LoadResult> beside = CompletableFuture.supplyAsync(
                    () -> driven(load, Duration.ofMillis(PER_ATTACK_MILLIS * attacks)), threads);
            for (int i = 0; i < attacks && !beside.isDone(); i++) {
                SocGateway.Agent attacker = gateway.register("attacker-" + i);
                attackers.add(attacker.id());
                frozen.add(attack(gateway, attacker));
            }
            errors = beside.join().errors();
        }
        Alerts alerts = alerts(gateway, attackers);
        return new SocTimes(alerts.all(), contained(gateway, alerts.first()), frozen, errors);
    }

    private static LoadResult driven(Background load, Duration time) {
        try {
            return load.during(time);
        } catch (IOException e) {
            throw new Broken("the load broke off: " + e.getMessage());
        }
    }

    private static long attack(SocGateway gateway, SocGateway.Agent attacker) throws IOException, InterruptedException {
        for (int i = 0; i < STORM; i++) {
            gateway.call(attacker, "of-" + attacker.id(), "malicious_suspected");
        }
        long began = System.nanoTime();
        while (!SocGateway.text(gateway.call(attacker, "of-" + attacker.id(), "trusted_internal_unsigned"), "reason")
                .equals("agent_frozen")) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new Broken("an attacker was not frozen within " + PATIENCE_NANOS / 1_000_000_000 + " s");
            }
        }
        return System.nanoTime() - began;
    }

    /**
     * What the alerts tell.
     *
     * @param all times from event to alert
     * @param first when the first alert that a playbook may answer was raised, by incident
     */
    private record Alerts(Samples all, Map<String, Long> first) {}

    private static Alerts alerts(SocGateway gateway, Set<String> attackers) throws IOException, InterruptedException {
        Samples samples = new Samples(PAGE);
        Map<String, Long> first = new HashMap<>();
        for (int offset = 0; ; offset += PAGE) {
            List<Json> page = rows(gateway.get("/v1/alerts?limit=" + PAGE + "&offset=" + offset), "alerts");
            for (Json row : page) {
                if (row instanceof JsonObject alert && attackers.contains(agent(alert))) {
                    samples.add((number(alert, "detected_ms") - number(alert, "event_ms")) * NANOS_PER_MILLI);
                    if (alert.get("rule") instanceof JsonObject rule
                            && SocGateway.text(rule, "stage").equals("respond")) {
                        first.merge(SocGateway.text(alert, "incident_id"), number(alert, "detected_ms"), Math::min);
                    }
                }
            }
            if (page.size() < PAGE) {
                return new Alerts(samples, first);
            }
        }
    }

    private static String agent(JsonObject alert) {
        return alert.get("about") instanceof JsonObject about ? SocGateway.text(about, "agent_id") : "";
    }

    private static Samples contained(SocGateway gateway, Map<String, Long> first)
            throws IOException, InterruptedException {
        Samples samples = new Samples(PAGE);
        for (Map.Entry<String, Long> each : first.entrySet()) {
            JsonObject answer = gateway.get("/v1/incidents/" + each.getKey());
            if (answer.get("incident") instanceof JsonObject incident
                    && incident.get("contained_ms") instanceof JsonNumber) {
                samples.add((number(incident, "contained_ms") - each.getValue()) * NANOS_PER_MILLI);
            }
        }
        return samples;
    }

    private static List<Json> rows(JsonObject answer, String member) {
        return answer.get(member) instanceof JsonArray rows ? rows.items() : List.of();
    }

    private static long number(JsonObject object, String member) {
        return object.get(member) instanceof JsonNumber number ? (long) number.value() : 0;
    }
}
