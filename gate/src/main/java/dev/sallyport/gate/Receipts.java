package dev.sallyport.gate;

import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Granted;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.facts.ShieldForm;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.commitment.Commitment;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.shield.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The forms of the gate's receipts. They hold names, categories and salted commitments; never an argument, a resource
 * or a hash of low-entropy content that someone could guess and confirm.
 */
final class Receipts {
    private final String keyId;

    Receipts(String keyId) {
        this.keyId = keyId;
    }

    /** A decision, or the claim of an approval. */
    ReceiptDraft decision(
            String receiptId,
            DecisionId id,
            Facts facts,
            Judgement judgement,
            String policyName,
            Optional<Trial> trial,
            String factsDigest,
            Salt salt,
            Optional<Approval> approval) {
        Facts.What what = facts.what();
        CanonicalObject.Writer out = CanonicalObject.writer()
                .put("action", what.action())
                .put("action_commitment", commit(salt, what.actionHash2()))
                .put("agent", facts.who().agent().value())
                .put("approval_id", approval.map(a -> a.id().value()))
                .put("assurance", facts.who().assurance().wire())
                .put("binding", approval.map(Approval::binding))
                .put("capability", what.capability().wire())
                .put("decider", Judge.VERSION)
                .put("decision", judgement.decision().wire())
                .put("decision_id", id.value())
                .put("door", what.door().wire())
                .put("effect", what.effect().name().toLowerCase(Locale.ROOT))
                .put("facts_digest", factsDigest)
                .put("grant", facts.grant().map(Granted::id))
                .put("phase", facts.held().isPresent() ? "claim" : "authorize")
                .put("policies", judgement.policies())
                .put("policy_digest", facts.policyDigest())
                .put("policy_name", policyName)
                .put("reasons", reasons(judgement.decision()))
                .put("resource_commitment", what.resource().map(r -> commit(salt, r)));
        what.screen()
                .map(Screen::restores)
                .filter(kinds -> !kinds.isEmpty())
                .ifPresent(kinds -> out.put("restores", kinds.keySet()));
        out.put("session", facts.who().session().value());
        if (!facts.shields().isEmpty()) {
            ShieldForm.write(facts.shields(), out.open("shields"));
        }
        out.put("tool", what.tool());
        trial.ifPresent(t -> out.open("trial")
                .put("decision", t.judgement().decision().wire())
                .put("policies", t.judgement().policies())
                .put("policy_digest", t.policyDigest())
                .put("policy_name", t.policyName())
                .close());
        CanonicalObject body =
                out.put("trust", facts.trust().weightiest().wire()).end();
        return ReceiptDraft.of(
                body, envelope(receiptId, facts.who().tenant(), ReceiptKind.DECISION, facts.timeMillis()));
    }

    /** What became of a released action. */
    ReceiptDraft outcome(String receiptId, Outcome outcome, boolean mismatch, Optional<Salt> salt, long timeMillis) {
        JsonObject.Builder body = JsonObject.builder()
                .put("decision_id", outcome.decision().value())
                .put("agent", outcome.agent().value())
                .put("status", outcome.status().wire())
                .put("hash_mismatch", mismatch);
        salt.ifPresent(s -> {
            outcome.executedHash().ifPresent(hash -> body.put("executed_commitment", commit(s, hash)));
            outcome.outputHash().ifPresent(hash -> body.put("output_commitment", commit(s, hash)));
        });
        if (!outcome.restored().isEmpty()) {
            JsonObject.Builder restored = JsonObject.builder();
            outcome.restored().forEach(restored::put);
            body.put("restored", restored.build());
        }
        return draft(receiptId, outcome.tenant(), ReceiptKind.OUTCOME, timeMillis, body.build());
    }

    /** A person's answer, and that it is to be remembered. */
    ReceiptDraft vote(String receiptId, Approval approval, Vote vote, String via, Optional<Grant> remembered) {
        JsonObject.Builder body = JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("decision_id", approval.decision().value())
                .put("binding", approval.binding())
                .put("person", vote.person().value())
                .put("answer", vote.approves() ? "approve" : "reject");
        if (!via.isEmpty()) {
            body.put("via", via);
        }
        remembered.ifPresent(grant -> body.put("grant", grant.id()).put("grant_expires_ms", grant.expiresMillis()));
        return draft(receiptId, approval.tenant(), ReceiptKind.APPROVAL, vote.timeMillis(), body.build());
    }

    /** The end of an approval that no person and no claim brought about. */
    ReceiptDraft approvalEnd(String receiptId, Approval approval, ReasonCode reason, long timeMillis) {
        JsonObject body = JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("decision_id", approval.decision().value())
                .put("binding", approval.binding())
                .put("answer", "none")
                .put("reason", reason.wire())
                .build();
        return draft(receiptId, approval.tenant(), ReceiptKind.APPROVAL, timeMillis, body);
    }

    /** A change of the registry. */
    ReceiptDraft administration(String receiptId, Actor actor, RegistryChange change, String why, long timeMillis) {
        JsonObject.Builder body = JsonObject.builder()
                .put("actor_role", actor.role())
                .put("actor", actor.name())
                .put("change", name(change))
                .put("subject", subject(change))
                .put(
                        "moves",
                        texts(change.moves().stream()
                                .map(Receipts::scope)
                                .sorted()
                                .toList()))
                .put("why", why);
        if (change instanceof RegistryChange.StagePolicy staging) {
            body.put("percent", staging.staged().percent());
        }
        if (change instanceof RegistryChange.SetShield set) {
            shield(set.setting(), body);
        }
        if (change instanceof RegistryChange.SetCellShield set) {
            body.put("cell", set.cell());
            set.setting().ifPresentOrElse(setting -> shield(setting, body), () -> body.put("mode", "inherit"));
        }
        if (change instanceof RegistryChange.OpenPreview open) {
            body.put("service", open.preview().service())
                    .put("person", open.preview().person().value())
                    .put("methods", texts(open.preview().methods()))
                    .put("expires_ms", open.preview().expiresMillis());
        }
        if (change instanceof RegistryChange.SetDuty set) {
            duty(set.duty(), body);
        }
        if (change instanceof RegistryChange.Contain contain) {
            ContainmentReceipt.of(contain.containment(), body);
        }
        if (change instanceof RegistryChange.EndContainment end) {
            ContainmentReceipt.of(end.measure(), body);
        }
        if (change instanceof RegistryChange.SetRoles set) {
            roles(set.roles(), set.groups(), body);
        }
        if (change instanceof RegistryChange.InviteApprover invite) {
            roles(invite.invitation().roles(), invite.invitation().groups(), body);
        }
        if (change instanceof RegistryChange.EnrolApprover enrol) {
            roles(enrol.approver().roles(), enrol.approver().groups(), body);
        }
        if (change instanceof RegistryChange.EndSessions ends) {
            ends.end().session().ifPresent(session -> body.put("session", session));
        }
        change.brings().ifPresent(policy -> body.put("policy_name", policy.label()));
        return draft(receiptId, change.tenant(), ReceiptKind.ADMINISTRATION, timeMillis, body.build());
    }

    private static void roles(Roles roles, Collection<String> groups, JsonObject.Builder body) {
        body.put("roles", texts(roles.words()))
                .put("groups", texts(groups.stream().sorted().toList()));
    }

    private static void duty(Duty duty, JsonObject.Builder body) {
        body.put("digest", duty.digest()).put("mode", duty.stage().wire()).put("canary", duty.canary());
        duty.proof().ifPresent(proof -> body.put("proof", proof.digest()));
    }

    private static void shield(Setting setting, JsonObject.Builder body) {
        body.put("mode", setting.mode().wire()).put("rule", setting.rule().wire());
        setting.pinned().ifPresent(version -> body.put("pinned", version));
    }

    static JsonArray texts(Collection<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    static String commit(Salt salt, String content) {
        return Commitment.to(salt, content.getBytes(StandardCharsets.UTF_8)).hex();
    }

    static String commit(Salt salt, ActionHash hash) {
        return commit(salt, hash.hex());
    }

    private ReceiptDraft draft(String receiptId, TenantId tenant, ReceiptKind kind, long timeMillis, JsonObject body) {
        return ReceiptDraft.of(new ReceiptBody(body), envelope(receiptId, tenant, kind, timeMillis));
    }

    private Envelope envelope(String receiptId, TenantId tenant, ReceiptKind kind, long timeMillis) {
        return new Envelope(receiptId, tenant.value(), kind, timeMillis, keyId);
    }

    private static List<String> reasons(Decision decision) {
        return switch (decision) {
            case Decision.Deny deny ->
                deny.reasons().stream().map(ReasonCode::wire).toList();
            case Decision.Allow allow -> List.of(allow.reason().wire());
            case Decision.RequireApproval ask -> List.of(ask.reason().wire());
        };
    }

    private static String scope(Scope scope) {
        return scope.kind().name().toLowerCase(Locale.ROOT) + ":" + scope.key();
    }

    private static String name(RegistryChange change) {
        return switch (change) {
            case RegistryChange.IssueStaffKey c -> "issue_staff_key";
            case RegistryChange.RegisterAgent c -> "register_agent";
            case RegistryChange.SetAgentStatus c -> "agent_" + c.status().name().toLowerCase(Locale.ROOT);
            case RegistryChange.SetAgentSpeaks c -> c.speaks() ? "agent_speaks_for_user" : "agent_speaks_for_itself";
            case RegistryChange.SetAgentGrants c -> c.grants().isPresent() ? "agent_grants" : "agent_grants_withdrawn";
            case RegistryChange.SetShield c -> "set_shield";
            case RegistryChange.SetCellShield c -> "set_cell_shield";
            case RegistryChange.PlantCanary c -> "plant_canary";
            case RegistryChange.RemoveCanary c -> "remove_canary";
            case RegistryChange.SetSessionFrozen c -> c.frozen() ? "freeze_session" : "unfreeze_session";
            case RegistryChange.RegisterServer c -> "register_server";
            case RegistryChange.PinTools c -> "pin_tools";
            case RegistryChange.SetQuarantine c -> c.quarantined() ? "quarantine_server" : "restore_server";
            case RegistryChange.InviteApprover c -> c.invitation().replaces() ? "replace_approver" : "invite_approver";
            case RegistryChange.EnrolApprover c -> "enrol_approver";
            case RegistryChange.EnrolPasskey c -> "enrol_passkey";
            case RegistryChange.SetBreakGlass c ->
                c.glass().second().isPresent() ? "confirm_break_glass" : "open_break_glass";
            case RegistryChange.SetRoles c -> "set_roles";
            case RegistryChange.EndSessions c -> c.end().session().isPresent() ? "end_session" : "end_sessions";
            case RegistryChange.RetireApprover c -> "retire_approver";
            case RegistryChange.ActivatePolicy c -> "activate_policy";
            case RegistryChange.StagePolicy c -> "stage_policy";
            case RegistryChange.PromotePolicy c -> "promote_policy";
            case RegistryChange.RollBackPolicy c -> "roll_back_policy";
            case RegistryChange.RememberApproval c -> "remember_approval";
            case RegistryChange.RevokeGrant c -> "revoke_grant";
            case RegistryChange.SetDuty c ->
                c.act().wire() + "_" + c.duty().kind().wire();
            case RegistryChange.OpenPreview c -> "open_preview";
            case RegistryChange.ClosePreview c -> "close_preview";
            case RegistryChange.Contain c -> c.containment().measure().wire();
            case RegistryChange.EndContainment c -> "end_" + c.measure().wire();
        };
    }

    private static String subject(RegistryChange change) {
        return switch (change) {
            case RegistryChange.IssueStaffKey c -> c.key().role().name().toLowerCase(Locale.ROOT);
            case RegistryChange.RegisterAgent c -> c.agent().id().value();
            case RegistryChange.SetAgentStatus c -> c.agent().value();
            case RegistryChange.SetAgentSpeaks c -> c.agent().value();
            case RegistryChange.SetAgentGrants c -> c.agent().value();
            case RegistryChange.SetShield c -> c.shield();
            case RegistryChange.SetCellShield c -> c.shield();
            case RegistryChange.PlantCanary c -> c.canary().id();
            case RegistryChange.RemoveCanary c -> c.canary();
            case RegistryChange.SetSessionFrozen c -> c.session().value();
            case RegistryChange.RegisterServer c -> c.server();
            case RegistryChange.PinTools c -> c.server();
            case RegistryChange.SetQuarantine c -> c.server();
            case RegistryChange.InviteApprover c -> c.invitation().person().value();
            case RegistryChange.EnrolApprover c -> c.approver().person().value();
            case RegistryChange.EnrolPasskey c -> c.passkey().person().value();
            case RegistryChange.SetBreakGlass c -> c.glass().agent().value();
            case RegistryChange.SetRoles c -> c.person().value();
            case RegistryChange.EndSessions c -> c.end().person().value();
            case RegistryChange.RetireApprover c -> c.person().value();
            case RegistryChange.ActivatePolicy c -> c.policy().digest();
            case RegistryChange.StagePolicy c -> c.staged().policy().digest();
            case RegistryChange.PromotePolicy c -> c.digest();
            case RegistryChange.RollBackPolicy c -> c.digest();
            case RegistryChange.RememberApproval c -> c.grant().id();
            case RegistryChange.RevokeGrant c -> c.grant();
            case RegistryChange.SetDuty c -> c.duty().name();
            case RegistryChange.OpenPreview c -> c.preview().id();
            case RegistryChange.ClosePreview c -> c.preview();
            case RegistryChange.Contain c -> c.containment().measure().subject();
            case RegistryChange.EndContainment c -> c.measure().subject();
        };
    }
}
