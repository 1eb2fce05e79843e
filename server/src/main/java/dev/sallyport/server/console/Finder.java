package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what a few letters in the palette could mean: agents by name, and whatever has that id. */
final class Finder {
    private static final int MOST = 12;
    private static final int LONGEST = 200;
    private static final int INCIDENTS = 500;

    private final Console.Parts parts;
    private final Doors doors;

    Finder(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply find(Exchange exchange) {
        Doors.Person person = doors.person(exchange).orElseThrow(Console::signedOut);
        String words = exchange.query("q").orElse("").strip().toLowerCase(Locale.ROOT);
        if (words.isEmpty() || words.length() > LONGEST) {
            throw new Problem(400, "bad_query", "`q` takes 1 to " + LONGEST + " characters");
        }
        TenantId tenant = person.approver().tenant();
        List<Json> found = new ArrayList<>();
        parts.registry().agents(tenant).stream()
                .filter(agent -> names(agent).contains(words))
                .limit(MOST)
                .forEach(agent -> found.add(goal(
                        "Agent", agent.key() + " (" + agent.name() + ")", "/console/feed?q=agent:" + agent.key())));
        named(() -> parts.gate().approval(tenant, new ApprovalId(words)))
                .ifPresent(a -> found.add(goal("Approval", words, "/console/approvals/" + a.id().value())));
        if (!named(() -> Optional.of(parts.records().receiptsOf(tenant, new DecisionId(words))))
                .orElse(List.of())
                .isEmpty()) {
            found.add(goal("Decision", words, "/console/decisions/" + words));
        }
        parts.records()
                .receipt(tenant, words)
                .ifPresent(r -> found.add(goal("Receipt", r.receiptId(), "/console/receipts/" + r.receiptId())));
        parts.soc().book().incidents(tenant, false, INCIDENTS, 0).stream()
                .filter(i -> says(i).contains(words))
                .limit(MOST)
                .forEach(i -> found.add(goal("Incident", i.sentence(), "/console/incidents/" + i.id())));
        return Reply.json(
                200, JsonObject.builder().put("found", new JsonArray(found)).build());
    }

    private static String says(Incident incident) {
        return (incident.id() + " " + incident.sentence()).toLowerCase(Locale.ROOT);
    }

    private static String names(Agent agent) {
        return (agent.key() + " " + agent.name() + " " + agent.id().value()).toLowerCase(Locale.ROOT);
    }

    /** What has that id; nothing for what can't be an id. */
    private static <T> Optional<T> named(Supplier<Optional<T>> look) {
        try {
            return look.get();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonObject goal(String kind, String label, String path) {
        String shown = Visible.strict(label.substring(0, Math.min(label.length(), LONGEST)));
        return JsonObject.builder()
                .put("kind", kind)
                .put("label", shown)
                .put("path", path)
                .build();
    }
}
