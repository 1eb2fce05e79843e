package dev.sallyport.server.api;

import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Route;
import java.util.ArrayList;
import java.util.List;

/** Every route of the gateway. */
public final class Routes {
    private Routes() {}

    /** The routes over those parts. */
    public static List<Route> of(ApiParts parts) {
        List<Route> routes = new ArrayList<>();
        routes.add(post("/v1/authorize", new Authorize(parts)));
        agents(routes, new Agents(parts), new Prompts(parts));
        routes.add(post("/v1/agents/{id}/freeze", new FreezeRoutes(parts)::freeze));
        approvals(routes, new ApprovalRoutes(parts));
        routes.add(post("/v1/outcomes", new Outcomes(parts)::report));
        routes.add(post("/v1/hooks/{host}", new Hooks(parts)::hear));
        people(routes, new People(parts), new PersonRoutes(parts));
        receipts(routes, new ReceiptRoutes(parts));
        routes.add(post("/v1/erasures", new Erasures(parts)::erase));
        RetentionRoutes retention = new RetentionRoutes(parts);
        routes.add(get("/v1/retention", retention::show));
        routes.add(post("/v1/retention/prune", retention::prune));
        logs(routes, new LogRoutes(parts));
        policies(routes, new PolicyRoutes(parts));
        GrantRoutes grants = new GrantRoutes(parts);
        routes.add(get("/v1/grants", grants::list));
        routes.add(post("/v1/grants/{id}/revoke", grants::revoke));
        searches(routes, new SearchRoutes(parts));
        PreviewRoutes previews = new PreviewRoutes(parts);
        routes.add(get("/v1/previews", previews::list));
        routes.add(post("/v1/previews", previews::open));
        routes.add(post("/v1/previews/{id}/close", previews::close));
        ShieldRoutes shields = new ShieldRoutes(parts);
        routes.add(get("/v1/shields", shields::list));
        routes.add(get("/v1/shields/figures", shields::figures));
        routes.add(post("/v1/shields", shields::set));
        routes.add(post("/v1/shields/reports", shields::report));
        routes.add(post("/v1/shields/{id}/rollback", shields::rollBack));
        CampaignRoutes campaigns = new CampaignRoutes(parts);
        routes.add(post("/v1/campaigns/runs", campaigns::submit));
        routes.add(get("/v1/campaigns", campaigns::list));
        routes.add(get("/v1/campaigns/{name}", campaigns::one));
        FindingRoutes findings = new FindingRoutes(parts);
        routes.add(post("/v1/findings", findings::submit));
        routes.add(get("/v1/findings", findings::list));
        routes.add(get("/v1/findings/{id}", findings::one));
        routes.add(post("/v1/findings/{id}/accept", findings::accept));
        CanaryRoutes canaries = new CanaryRoutes(parts);
        routes.add(get("/v1/canaries", canaries::list));
        routes.add(post("/v1/canaries", canaries::plant));
        routes.add(post("/v1/canaries/{id}/remove", canaries::remove));
        servers(routes, new ServerRoutes(parts));
        StandingRoutes standing = new StandingRoutes(parts);
        routes.add(get("/v1/slo", standing::objectives));
        routes.add(get("/v1/pilot", standing::pilot));
        routes.add(post("/v1/pilot", new PilotRoutes(parts)::act));
        routes.add(get("/v1/catalogue", standing::catalogue));
        ContainmentRoutes containments = new ContainmentRoutes(parts);
        routes.add(get("/v1/containments", containments::list));
        routes.add(post("/v1/containments", containments::put));
        routes.add(post("/v1/containments/end", containments::end));
        TelemetryRoutes telemetry = new TelemetryRoutes(parts);
        routes.add(get("/v1/telemetry", telemetry::show));
        routes.add(post("/v1/telemetry", telemetry::turn));
        routes.add(get("/v1/telemetry/delete", telemetry::deletion));
        routes.add(post("/v1/telemetry/delete", telemetry::delete));
        routes.add(post("/v1/drills", new DrillRoutes(parts)::report));
        Health health = new Health(parts);
        routes.add(get("/healthz", health::lives));
        routes.add(get("/readyz", health::ready));
        routes.add(get("/metrics", health::metrics));
        routes.add(get("/", health::page));
        return List.copyOf(routes);
    }

    private static void agents(List<Route> routes, Agents agents, Prompts prompts) {
        routes.add(post("/v1/agents/register", agents::register));
        routes.add(get("/v1/agents", agents::list));
        routes.add(post("/v1/agents/{id}/unfreeze", x -> agents.standing(x, AgentStatus.ACTIVE)));
        routes.add(post("/v1/agents/{id}/revoke", x -> agents.standing(x, AgentStatus.REVOKED)));
        routes.add(post("/v1/agents/{id}/speaks", agents::speaks));
        routes.add(post("/v1/agents/{id}/grants", agents::grants));
        routes.add(post("/v1/sessions/{id}/freeze", x -> agents.session(x, true)));
        routes.add(post("/v1/sessions/{id}/unfreeze", x -> agents.session(x, false)));
        routes.add(post("/v1/sessions/{id}/prompts", prompts::say));
    }

    private static void approvals(List<Route> routes, ApprovalRoutes approvals) {
        routes.add(get("/v1/approvals", approvals::list));
        routes.add(get("/v1/approvals/{id}", approvals::one));
        routes.add(post("/v1/approvals/{id}/approve", x -> approvals.vote(x, true)));
        routes.add(post("/v1/approvals/{id}/reject", x -> approvals.vote(x, false)));
        routes.add(post("/v1/approvals/{id}/consume", approvals::consume));
    }

    private static void people(List<Route> routes, People people, PersonRoutes person) {
        routes.add(get("/v1/approvers", people::list));
        routes.add(post("/v1/approvers", people::invite));
        routes.add(post("/v1/approvers/claim", people::claim));
        routes.add(post("/v1/approvers/{name}/roles", person::give));
        routes.add(post("/v1/approvers/{name}/retire", person::retire));
    }

    private static void receipts(List<Route> routes, ReceiptRoutes receipts) {
        routes.add(get("/v1/decisions", receipts::decisions));
        routes.add(get("/v1/receipts", receipts::receipts));
        routes.add(post("/v1/receipts/verify-chain", receipts::verifyChain));
        routes.add(get("/v1/receipts/export", receipts::download));
        routes.add(post("/v1/receipts/export", receipts::export));
        routes.add(get("/v1/receipts/{id}", receipts::one));
        routes.add(get("/v1/receipts/{id}/verify", receipts::verify));
    }

    private static void searches(List<Route> routes, SearchRoutes searches) {
        routes.add(get("/v1/searches", searches::list));
        routes.add(post("/v1/searches", searches::keep));
        routes.add(post("/v1/searches/{id}/pin", x -> searches.pin(x, true)));
        routes.add(post("/v1/searches/{id}/unpin", x -> searches.pin(x, false)));
        routes.add(post("/v1/searches/{id}/forget", searches::forget));
    }

    private static void logs(List<Route> routes, LogRoutes logs) {
        routes.add(get("/v1/receipts/{id}/proof", logs::proof));
        routes.add(get("/v1/logs/{log_id}/checkpoint", logs::checkpoint));
        routes.add(get("/v1/logs/{log_id}/anchor", logs::anchor));
        routes.add(new Route("GET", "/v1/logs/{log_id}/tile/{tile}", logs::tile, true));
    }

    private static void policies(List<Route> routes, PolicyRoutes policies) {
        routes.add(get("/v1/policies", policies::active));
        routes.add(post("/v1/policies", policies::activate));
        routes.add(get("/v1/policies/status", policies::status));
        routes.add(post("/v1/policies/check", policies::check));
        routes.add(post("/v1/policies/test", policies::test));
        routes.add(post("/v1/policies/diff", policies::diff));
        routes.add(post("/v1/policies/decide", policies::decide));
        routes.add(post("/v1/policies/stage", policies::stage));
        routes.add(post("/v1/policies/promote", policies::promote));
        routes.add(post("/v1/policies/rollback", policies::rollBack));
    }

    private static void servers(List<Route> routes, ServerRoutes servers) {
        routes.add(get("/v1/mcp/servers", servers::list));
        routes.add(post("/v1/mcp/servers", servers::register));
        routes.add(post("/v1/mcp/servers/{key}/tools", servers::pin));
        routes.add(post("/v1/mcp/servers/{key}/quarantine", x -> servers.quarantine(x, true)));
        routes.add(post("/v1/mcp/servers/{key}/restore", x -> servers.quarantine(x, false)));
    }

    private static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, endpoint);
    }

    private static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, endpoint);
    }
}
