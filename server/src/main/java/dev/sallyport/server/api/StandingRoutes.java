package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.catalogue.ServerFiles;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.objective.Burn;
import dev.sallyport.server.objective.Counts;
import dev.sallyport.server.objective.Objectives;
import dev.sallyport.server.pilot.PilotFolder;
import java.util.List;

/** How an install stands: its service objectives, its pilot, and what it knows of tools. Operators alone; nothing is changed here. */
final class StandingRoutes {
    private final Controls controls;
    private final Access access;

    StandingRoutes(ApiParts parts) {
        this.controls = parts.controls();
        this.access = parts.access();
    }

    /**
     * Each objective with what was counted, what is left of its budget and how fast that burns; none for tenants but the install's own, because it
     * counts the calls of all.
     */
    Reply objectives(Exchange exchange) {
        boolean own = access.operator(exchange)
                .tenant()
                .equals(controls.pilot().folder().house());
        List<Json> rows = (own ? controls.objectives().burns() : List.<Burn>of())
                .stream().<Json>map(StandingRoutes::objective).toList();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("window_days", Objectives.WINDOW_DAYS)
                        .put("since_ms", controls.objectives().sinceMillis())
                        .put("objectives", new JsonArray(rows))
                        .build());
    }

    private static JsonObject objective(Burn burn) {
        List<Json> days = burn.days().stream().<Json>map(StandingRoutes::counts).toList();
        return JsonObject.builder()
                .put("objective", burn.objective().name())
                .put("says", burn.objective().says())
                .put("target", JsonNumber.of(burn.objective().target()))
                .put("standing", burn.word())
                .put("whole", counts(burn.whole()))
                .put("budget_left", rounded(burn.left()))
                .put("burn_1h", rounded(burn.rate(burn.hour())))
                .put("burn_6h", rounded(burn.rate(burn.sixHours())))
                .put("burn_3d", rounded(burn.rate(burn.threeDays())))
                .put("days", new JsonArray(days))
                .build();
    }

    private static JsonObject counts(Counts counts) {
        return JsonObject.builder()
                .put("bad", rounded(counts.bad()))
                .put("total", rounded(counts.total()))
                .build();
    }

    static JsonNumber rounded(double value) {
        return JsonNumber.of(Math.round(value * 1e4) / 1e4);
    }

    /** Where the pilot stands that is kept in the data directory; its customers are named by the ids they joined under. */
    Reply pilot(Exchange exchange) {
        PilotFolder.Shown shown =
                controls.pilot().shown(access.operator(exchange).tenant());
        return Reply.json(
                200,
                switch (shown) {
                    case PilotFolder.None none ->
                        JsonObject.builder().put("state", "none").build();
                    case PilotFolder.Broken broken ->
                        JsonObject.builder()
                                .put("state", "broken")
                                .put("code", broken.code())
                                .put("message", broken.message())
                                .build();
                    case PilotFolder.Standing standing -> pilot(standing);
                });
    }

    private static JsonObject pilot(PilotFolder.Standing standing) {
        List<Json> cohorts = standing.cohorts().stream()
                .<Json>map(size -> JsonObject.builder()
                        .put("cohort", size.cohort().name())
                        .put("members", size.members())
                        .put("least", size.cohort().least())
                        .put("most", size.cohort().most())
                        .build())
                .toList();
        List<Json> shields = standing.shields().stream()
                .<Json>map(step -> JsonObject.builder()
                        .put("shield", step.shield())
                        .put("mode", step.mode().wire())
                        .put("why", step.why())
                        .build())
                .toList();
        return JsonObject.builder()
                .put("state", "running")
                .put("head", standing.head().hash())
                .put("phase", standing.phase().name())
                .put("week", standing.week())
                .put("since", standing.since().toString())
                .put("planned_end", standing.plannedEnd().toString())
                .put("records", standing.records())
                .put("customers", standing.customers().size())
                .put("cohorts", new JsonArray(cohorts))
                .put("gates", judged(standing.gates()))
                .put("criteria", judged(standing.criteria()))
                .put("shields", new JsonArray(shields))
                .put("late", GrantRoutes.texts(standing.late()))
                .build();
    }

    private static JsonArray judged(List<Outcome.Judged> judged) {
        return new JsonArray(judged.stream().<Json>map(Outcome.Judged::json).toList());
    }

    /** The public MCP servers that this build describes, with the effect of each of their tools. */
    Reply catalogue(Exchange exchange) {
        access.operator(exchange);
        List<Json> servers = ServerFiles.builtIn().stream()
                .<Json>map(server -> JsonObject.builder()
                        .put("server", server.name())
                        .put("title", server.title())
                        .put("coverage", server.coverage())
                        .put("verified", server.verified())
                        .put("date", server.listed().toString())
                        .put(
                                "tools",
                                new JsonArray(server.tools().stream()
                                        .<Json>map(tool -> JsonObject.builder()
                                                .put("tool", tool.name())
                                                .put("tier", tool.tier().wire())
                                                .put("kind", tool.kind().wire())
                                                .build())
                                        .toList()))
                        .build())
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("servers", new JsonArray(servers)).build());
    }
}
