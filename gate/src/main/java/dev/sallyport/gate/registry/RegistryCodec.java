package dev.sallyport.gate.registry;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The stored form of {@link RegistryChange}, so that the image can be rebuilt by replaying the log of changes. */
public final class RegistryCodec {
    /** How a tool was accepted that no person looked at. */
    private static final String FIRST_USE = "first_use";

    private RegistryCodec() {}

    /** The canonical bytes of a change. */
    public static byte[] write(RegistryChange change) {
        JsonObject.Builder out =
                JsonObject.builder().put("tenant", change.tenant().value());
        switch (change) {
            case RegistryChange.IssueStaffKey c ->
                out.put("do", "issue_staff_key")
                        .put("role", c.key().role().name())
                        .put("hash", c.key().hash());
            case RegistryChange.RegisterAgent c ->
                out.put("do", "register_agent").put("agent", agent(c.agent()));
            case RegistryChange.SetAgentStatus c ->
                out.put("do", "set_agent_status")
                        .put("agent", c.agent().value())
                        .put("status", c.status().name());
            case RegistryChange.SetAgentSpeaks c ->
                out.put("do", "set_agent_speaks")
                        .put("agent", c.agent().value())
                        .put("speaks", c.speaks());
            case RegistryChange.SetAgentGrants c -> {
                out.put("do", "set_agent_grants").put("agent", c.agent().value());
                c.grants().ifPresent(grants -> out.put("grants", texts(grants)));
            }
            case RegistryChange.PlantCanary c ->
                out.put("do", "plant_canary").put("canary", ShieldCodec.planted(c.canary()));
            case RegistryChange.RemoveCanary c -> out.put("do", "remove_canary").put("canary", c.canary());
            case RegistryChange.SetShield c ->
                out.put("do", "set_shield").put("shield", c.shield()).put("setting", ShieldCodec.write(c.setting()));
            case RegistryChange.SetCellShield c -> {
                out.put("do", "set_cell_shield").put("cell", c.cell()).put("shield", c.shield());
                c.setting().ifPresent(setting -> out.put("setting", ShieldCodec.write(setting)));
            }
            case RegistryChange.SetSessionFrozen c ->
                out.put("do", "set_session_frozen")
                        .put("session", c.session().value())
                        .put("frozen", c.frozen());
            case RegistryChange.RegisterServer c -> {
                out.put("do", "register_server").put("server", c.server()).put("strict", c.strict());
                c.url().ifPresent(url -> out.put("url", url.toString()));
            }
            case RegistryChange.PinTools c ->
                out.put("do", "pin_tools")
                        .put("server", c.server())
                        .put(
                                "tools",
                                new JsonArray(c.tools().stream()
                                        .<Json>map(RegistryCodec::tool)
                                        .toList()));
            case RegistryChange.SetQuarantine c ->
                out.put("do", "set_quarantine").put("server", c.server()).put("quarantined", c.quarantined());
            case RegistryChange.InviteApprover c ->
                out.put("do", "invite_approver").put("invitation", PeopleCodec.invitation(c.invitation()));
            case RegistryChange.EnrolApprover c -> {
                out.put("do", "enrol_approver");
                PeopleCodec.approver(c.approver()).members().forEach(out::put);
            }
            case RegistryChange.EnrolPasskey c ->
                out.put("do", "enrol_passkey").put("passkey", PeopleCodec.passkey(c.passkey()));
            case RegistryChange.SetBreakGlass c ->
                out.put("do", "set_break_glass").put("break_glass", PeopleCodec.breakGlass(c.glass()));
            case RegistryChange.SetRoles c ->
                out.put("do", "set_roles")
                        .put("person", c.person().value())
                        .put("roles", ordered(c.roles().words()))
                        .put("groups", texts(c.groups()));
            case RegistryChange.EndSessions c ->
                out.put("do", "end_sessions").put("end", PeopleCodec.sessionEnd(c.end()));
            case RegistryChange.RetireApprover c ->
                out.put("do", "retire_approver").put("person", c.person().value());
            case RegistryChange.ActivatePolicy c -> policy(c.policy(), out.put("do", "activate_policy"));
            case RegistryChange.StagePolicy c ->
                policy(
                        c.staged().policy(),
                        out.put("do", "stage_policy").put("percent", c.staged().percent()));
            case RegistryChange.PromotePolicy c ->
                out.put("do", "promote_policy").put("digest", c.digest());
            case RegistryChange.RollBackPolicy c ->
                out.put("do", "roll_back_policy").put("digest", c.digest());
            case RegistryChange.RememberApproval c ->
                out.put("do", "remember_approval").put("grant", GrantCodec.write(c.grant()));
            case RegistryChange.RevokeGrant c ->
                out.put("do", "revoke_grant")
                        .put("grant", c.grant())
                        .put("server", c.server())
                        .put("action", c.action());
            case RegistryChange.SetDuty c ->
                out.put("do", "set_duty").put("act", c.act().wire()).put("duty", DutyCodec.write(c.duty()));
            case RegistryChange.OpenPreview c ->
                out.put("do", "open_preview")
                        .put("preview", PreviewCodec.write(c.preview()))
                        .put("agent", agent(c.agent()));
            case RegistryChange.ClosePreview c ->
                out.put("do", "close_preview")
                        .put("preview", c.preview())
                        .put("agent", c.agent().value());
            case RegistryChange.Contain c ->
                out.put("do", "contain").put("containment", ContainmentCodec.write(c.containment()));
            case RegistryChange.EndContainment c ->
                out.put("do", "end_containment").put("measure", ContainmentCodec.write(c.measure()));
        }
        return CanonicalForm.of(out.build(), Scheme.SALLYPORT_JCS_2);
    }

    /** Reads a change back. */
    public static RegistryChange read(byte[] bytes) {
        Fields f = Fields.parse("registry change", bytes);
        TenantId tenant = new TenantId(f.text("tenant"));
        String verb = f.text("do");
        RegistryChange change = switch (verb) {
            case "issue_staff_key" ->
                new RegistryChange.IssueStaffKey(
                        new StaffKey(tenant, StaffRole.valueOf(f.text("role")), f.text("hash")));
            case "register_agent" -> new RegistryChange.RegisterAgent(agent(tenant, f.object("agent")));
            case "set_agent_status" ->
                new RegistryChange.SetAgentStatus(
                        tenant, new AgentId(f.text("agent")), AgentStatus.valueOf(f.text("status")));
            case "set_agent_speaks" ->
                new RegistryChange.SetAgentSpeaks(tenant, new AgentId(f.text("agent")), f.flag("speaks"));
            case "set_agent_grants" ->
                new RegistryChange.SetAgentGrants(tenant, new AgentId(f.text("agent")), grants(f));
            case "plant_canary" -> new RegistryChange.PlantCanary(tenant, ShieldCodec.planted(f.object("canary")));
            case "remove_canary" -> new RegistryChange.RemoveCanary(tenant, f.text("canary"));
            case "set_shield" ->
                new RegistryChange.SetShield(tenant, f.text("shield"), ShieldCodec.read(f.object("setting")));
            case "set_cell_shield" ->
                new RegistryChange.SetCellShield(
                        tenant,
                        f.text("cell"),
                        f.text("shield"),
                        f.optionalObject("setting").map(ShieldCodec::read));
            case "set_session_frozen" ->
                new RegistryChange.SetSessionFrozen(tenant, new SessionId(f.text("session")), f.flag("frozen"));
            case "register_server" ->
                new RegistryChange.RegisterServer(
                        tenant,
                        f.text("server"),
                        f.flag("strict"),
                        f.optionalText("url").map(URI::create));
            case "pin_tools" ->
                new RegistryChange.PinTools(
                        tenant,
                        f.text("server"),
                        f.items("tools").stream()
                                .map(t -> tool(Fields.of("tool", t)))
                                .toList());
            case "set_quarantine" -> new RegistryChange.SetQuarantine(tenant, f.text("server"), f.flag("quarantined"));
            case "invite_approver" ->
                new RegistryChange.InviteApprover(PeopleCodec.invitation(tenant, f.object("invitation")));
            case "enrol_approver" -> new RegistryChange.EnrolApprover(PeopleCodec.approver(tenant, f));
            case "enrol_passkey" -> new RegistryChange.EnrolPasskey(PeopleCodec.passkey(tenant, f.object("passkey")));
            case "set_break_glass" ->
                new RegistryChange.SetBreakGlass(PeopleCodec.breakGlass(tenant, f.object("break_glass")));
            case "set_roles" ->
                new RegistryChange.SetRoles(
                        tenant,
                        new PersonId(f.text("person")),
                        Roles.of(f.texts("roles")),
                        Set.copyOf(f.texts("groups")));
            case "end_sessions" -> new RegistryChange.EndSessions(tenant, PeopleCodec.sessionEnd(f.object("end")));
            case "retire_approver" -> new RegistryChange.RetireApprover(tenant, new PersonId(f.text("person")));
            case "activate_policy" -> new RegistryChange.ActivatePolicy(policy(tenant, f));
            case "stage_policy" ->
                new RegistryChange.StagePolicy(
                        new StagedPolicy(policy(tenant, f), Math.toIntExact(f.integer("percent"))));
            case "promote_policy" -> new RegistryChange.PromotePolicy(tenant, f.text("digest"));
            case "roll_back_policy" -> new RegistryChange.RollBackPolicy(tenant, f.text("digest"));
            case "remember_approval" -> new RegistryChange.RememberApproval(GrantCodec.read(tenant, f.object("grant")));
            case "revoke_grant" ->
                new RegistryChange.RevokeGrant(tenant, f.text("grant"), f.text("server"), f.text("action"));
            case "set_duty" ->
                new RegistryChange.SetDuty(tenant, DutyCodec.read(f.object("duty")), f.word("act", Duty.Act::byWire));
            case "open_preview" ->
                new RegistryChange.OpenPreview(
                        PreviewCodec.read(tenant, f.object("preview")), agent(tenant, f.object("agent")));
            case "close_preview" ->
                new RegistryChange.ClosePreview(tenant, f.text("preview"), new AgentId(f.text("agent")));
            case "contain" -> new RegistryChange.Contain(ContainmentCodec.read(tenant, f.object("containment")));
            case "end_containment" ->
                new RegistryChange.EndContainment(tenant, ContainmentCodec.measure(f.object("measure")));
            default -> throw new IllegalArgumentException("unknown registry change `" + verb + "`");
        };
        f.end();
        return change;
    }

    private static JsonObject agent(Agent a) {
        JsonObject.Builder out = JsonObject.builder()
                .put("id", a.id().value())
                .put("key", a.key())
                .put("name", a.name())
                .put("owner_team", a.ownerTeam())
                .put("environment", a.environment())
                .put("risk_tier", a.riskTier())
                .put("ceiling", a.ceiling().wire())
                .put("scheme", a.scheme().id())
                .put("assurance", a.assurance().wire())
                .put("status", a.status().name())
                .put("token_hash", a.tokenHash());
        a.owner().ifPresent(owner -> out.put("owner", owner.value()));
        a.enrolledBy().ifPresent(key -> out.put("enrolled_by", key));
        if (a.speaksForUser()) {
            out.put("speaks_for_user", true);
        }
        a.grants().ifPresent(grants -> out.put("grants", texts(grants)));
        return out.build();
    }

    private static Agent agent(TenantId tenant, Fields f) {
        Agent agent = new Agent(
                tenant,
                new AgentId(f.text("id")),
                f.text("key"),
                f.text("name"),
                f.text("owner_team"),
                f.optionalText("owner").map(PersonId::new),
                f.text("environment"),
                f.text("risk_tier"),
                f.word("ceiling", TrustLevel::byWire),
                f.word("scheme", Scheme::byId),
                f.word("assurance", Assurance::byWire),
                AgentStatus.valueOf(f.text("status")),
                f.text("token_hash"),
                f.optionalText("enrolled_by"),
                f.whole().get("speaks_for_user") != null && f.flag("speaks_for_user"),
                grants(f));
        f.end();
        return agent;
    }

    private static Optional<List<String>> grants(Fields f) {
        return f.whole().get("grants") == null ? Optional.empty() : Optional.of(f.texts("grants"));
    }

    private static JsonObject tool(PinnedTool t) {
        JsonObject.Builder out = JsonObject.builder()
                .put("name", t.name())
                .put("schema_hash", t.schemaHash())
                .put("effect", t.effect().name())
                .put("capability", t.capability().name())
                .put("authority", texts(t.authority()));
        t.resultTrust().ifPresent(trust -> out.put("result_trust", trust.wire()));
        t.resourcePath().ifPresent(path -> out.put("resource_path", path));
        if (!t.reviewed()) {
            out.put("accepted", FIRST_USE);
        }
        if (!t.findings().isEmpty()) {
            out.put("findings", texts(t.findings()));
        }
        return out.build();
    }

    private static PinnedTool tool(Fields f) {
        PinnedTool tool = new PinnedTool(
                f.text("name"),
                f.text("schema_hash"),
                Effect.valueOf(f.text("effect")),
                Capability.valueOf(f.text("capability")),
                f.optionalText("result_trust")
                        .map(wire -> TrustLevel.byWire(wire).orElse(TrustLevel.UNKNOWN)),
                f.optionalText("resource_path"),
                Set.copyOf(f.texts("authority")),
                !f.optionalText("accepted").equals(Optional.of(FIRST_USE)),
                f.whole().get("findings") == null ? Set.of() : Set.copyOf(f.texts("findings")));
        f.end();
        return tool;
    }

    private static void policy(PolicySource policy, JsonObject.Builder out) {
        JsonObject.Builder files = JsonObject.builder();
        policy.files().forEach(files::put);
        out.put("digest", policy.digest()).put("files", files.build());
    }

    private static PolicySource policy(TenantId tenant, Fields f) {
        TreeMap<String, String> files = new TreeMap<>();
        f.object("files").whole().members().forEach((name, text) -> {
            if (!(text instanceof JsonString source)) {
                throw new IllegalArgumentException("policy file `" + name + "` is not text");
            }
            files.put(name, source.value());
        });
        return new PolicySource(tenant, f.text("digest"), files);
    }

    static JsonArray ordered(Collection<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    static JsonArray texts(Collection<String> values) {
        return new JsonArray(values.stream().sorted().<Json>map(JsonString::new).toList());
    }
}
