package dev.sallyport.server.soc;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Effects;
import dev.sallyport.soc.response.Step;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Effects as acts of the registry: each moves its epoch, so what was judged before and not released is stale, and each has a receipt that
 * names playbook, step and incident. Thread-safe.
 */
final class GateEffects implements Effects {
    /** The role under which receipts name a playbook's acts. */
    static final String ROLE = "playbook";

    private static final int NEWEST = 20_000;
    private static final int PAGE = 1_000;

    /** Among how many of the newest acts, which decisions do not count to, a person's later one is looked for. */
    private static final int SEARCHED = 100_000;
    /** Within which of a step's beginning its own act was done. */
    private static final long SOON_MILLIS = 60_000;

    private final Gate gate;
    private final InstantSource clock;
    private final Journal journal;
    private final Records records;

    GateEffects(Gate gate, Journal journal, Records records, InstantSource clock) {
        this.gate = gate;
        this.clock = clock;
        this.journal = journal;
        this.records = records;
    }

    @Override
    public Standing standing(TenantId tenant, Effect effect, String target) {
        try {
            return switch (effect) {
                case FREEZE_AGENT -> agent(tenant, target, AgentStatus.FROZEN);
                case UNFREEZE_AGENT -> agent(tenant, target, AgentStatus.ACTIVE);
                case REVOKE_AGENT -> agent(tenant, target, AgentStatus.REVOKED);
                case FREEZE_SESSION -> session(tenant, target, true);
                case UNFREEZE_SESSION -> session(tenant, target, false);
                case QUARANTINE_SERVER -> server(tenant, target, true);
                case RESTORE_SERVER -> server(tenant, target, false);
                case HOLD_AGENT, RAISE_AGENT_TIER -> agentContained(tenant, effect, target, true);
                case UNHOLD_AGENT, LOWER_AGENT_TIER -> agentContained(tenant, effect, target, false);
                case HOLD_SERVER, HOLD_TOOL, RAISE_SESSION_TIER, BLOCK_DESTINATION ->
                    contained(tenant, effect, target, true);
                case UNHOLD_SERVER, UNHOLD_TOOL, LOWER_SESSION_TIER, UNBLOCK_DESTINATION ->
                    contained(tenant, effect, target, false);
            };
        } catch (IllegalArgumentException e) {
            return Standing.GONE; // an alert can be about a name that nothing has
        }
    }

    private Standing agent(TenantId tenant, String target, AgentStatus wanted) {
        Optional<Agent> agent = journal.registry().agent(tenant, new AgentId(target));
        if (agent.isEmpty()) {
            return Standing.GONE;
        }
        AgentStatus now = agent.get().status();
        if (now == AgentStatus.REVOKED && wanted != AgentStatus.REVOKED) {
            return Standing.GONE;
        }
        return now == wanted ? Standing.IN_FORCE : Standing.NOT_IN_FORCE;
    }

    private Standing session(TenantId tenant, String target, boolean frozen) {
        return journal.registry().sessionFrozen(tenant, new SessionId(target)) == frozen
                ? Standing.IN_FORCE
                : Standing.NOT_IN_FORCE;
    }

    private Standing server(TenantId tenant, String target, boolean quarantined) {
        return journal.registry()
                .server(tenant, target)
                .map(Server::quarantined)
                .map(now -> now == quarantined ? Standing.IN_FORCE : Standing.NOT_IN_FORCE)
                .orElse(Standing.GONE);
    }

    private Standing agentContained(TenantId tenant, Effect effect, String target, boolean wanted) {
        boolean gone = journal.registry()
                .agent(tenant, new AgentId(target))
                .filter(agent -> agent.status() != AgentStatus.REVOKED)
                .isEmpty();
        return gone ? Standing.GONE : contained(tenant, effect, target, wanted);
    }

    private Standing contained(TenantId tenant, Effect effect, String target, boolean wanted) {
        boolean now = journal.registry()
                .containments(tenant)
                .find(Measures.of(effect, target, "").key(), clock.millis())
                .isPresent();
        return now == wanted ? Standing.IN_FORCE : Standing.NOT_IN_FORCE;
    }

    @Override
    public Result apply(Step step, Effect effect, boolean undo) {
        Actor actor = new Actor(step.tenant(), ROLE, step.playbook());
        CommitResult result = gate.change(actor, change(step, effect), why(step, undo));
        return switch (result) {
            case CommitResult.Committed committed ->
                new Result.Done(committed.receipt().receiptId());
            case CommitResult.Unwritable unwritable -> new Result.NotDone(unwritable.why());
            case CommitResult.Stale s -> again();
            case CommitResult.RepeatedRequest r -> again();
            case CommitResult.ReplayedNonce r -> again();
            case CommitResult.ApprovalElsewhere a -> again();
            case CommitResult.ApprovalMissing a -> again();
            case CommitResult.OutcomeKnown o -> again();
        };
    }

    private static Result again() {
        return new Result.NotDone("something else changed at the same time");
    }

    private RegistryChange change(Step step, Effect effect) {
        TenantId tenant = step.tenant();
        String target = step.target();
        return switch (effect) {
            case FREEZE_AGENT -> new RegistryChange.SetAgentStatus(tenant, new AgentId(target), AgentStatus.FROZEN);
            case UNFREEZE_AGENT -> new RegistryChange.SetAgentStatus(tenant, new AgentId(target), AgentStatus.ACTIVE);
            case REVOKE_AGENT -> new RegistryChange.SetAgentStatus(tenant, new AgentId(target), AgentStatus.REVOKED);
            case FREEZE_SESSION -> new RegistryChange.SetSessionFrozen(tenant, new SessionId(target), true);
            case UNFREEZE_SESSION -> new RegistryChange.SetSessionFrozen(tenant, new SessionId(target), false);
            case QUARANTINE_SERVER -> new RegistryChange.SetQuarantine(tenant, target, true);
            case RESTORE_SERVER -> new RegistryChange.SetQuarantine(tenant, target, false);
            case HOLD_AGENT, HOLD_SERVER, HOLD_TOOL, RAISE_AGENT_TIER, RAISE_SESSION_TIER, BLOCK_DESTINATION ->
                // Its end is the step's: another step may need it longer.
                new RegistryChange.Contain(new Containment(
                        tenant, Measures.of(effect, target, step.argument()), clock.millis(), Containment.ENDLESS));
            case UNHOLD_AGENT, UNHOLD_SERVER, UNHOLD_TOOL, LOWER_AGENT_TIER, LOWER_SESSION_TIER, UNBLOCK_DESTINATION ->
                new RegistryChange.EndContainment(tenant, Measures.of(effect, target, ""));
        };
    }

    /** What the receipt says, and what {@link #receiptOf} looks for. */
    private static String why(Step step, boolean undo) {
        return (undo ? "undo of " : "") + "step " + step.key()
                + (step.isOfIncident() ? " of incident " + step.incident() : ", a freeze with a time");
    }

    @Override
    public Optional<String> receiptOf(Step step, boolean undo) {
        for (int offset = 0; offset < NEWEST; offset += PAGE) {
            for (SealedReceipt sealed : records.newestActs(step.tenant(), PAGE, offset)) {
                // Reading a receipt costs a hundred times as much as looking whether it could be one.
                if (new String(sealed.canonical(), StandardCharsets.ISO_8859_1).contains(step.key())
                        && isOf(sealed, why(step, undo))) {
                    return Optional.of(sealed.receiptId());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(SealedReceipt sealed, String why) {
        return Receipt.ifReadable(sealed)
                .filter(receipt -> receipt.body().members().get("why") instanceof JsonString said
                        && said.value().equals(why))
                .isPresent();
    }

    @Override
    public boolean isOurs(Step step) {
        for (int offset = 0; offset < SEARCHED; offset += PAGE) {
            List<SealedReceipt> page = records.newestActs(step.tenant(), PAGE, offset);
            for (SealedReceipt each : page) {
                if (each.receiptId().equals(step.receiptId().orElse(""))) {
                    return true;
                }
                Optional<Boolean> playbook = actOn(step, each);
                if (playbook.isPresent()) {
                    return playbook.get();
                }
            }
            if (page.size() < PAGE) {
                return true;
            }
        }
        // Behind so many acts nobody can tell whose the freeze is: it is left to people.
        return Measures.isMeasure(step.effect()) && isSinceThen(step);
    }

    /** Whether the measure that stands came with the step: its own act is too long ago to be found. */
    private boolean isSinceThen(Step step) {
        return journal.registry()
                .containments(step.tenant())
                .find(Measures.of(step.effect(), step.target(), step.argument()).key(), clock.millis())
                .filter(one -> one.sinceMillis() >= step.begunMillis()
                        && one.sinceMillis() <= step.begunMillis() + SOON_MILLIS)
                .isPresent();
    }

    /** Whether a playbook did it, if that is an act on the step's target that stops it or lets it go. */
    private static Optional<Boolean> actOn(Step step, SealedReceipt each) {
        String text = new String(each.canonical(), StandardCharsets.ISO_8859_1);
        Set<String> changes = Measures.changes(step.effect());
        boolean elsewhere = isWrittenAsItIs(step.target()) && !text.contains(step.target());
        if (elsewhere || changes.stream().noneMatch(text::contains)) {
            return Optional.empty();
        }
        Optional<Receipt> read = Receipt.ifReadable(each);
        if (read.isEmpty()) {
            return Optional.of(false); // whose act it was nobody can tell, so nothing is undone over it
        }
        Map<String, Json> body = read.get().body().members().members();
        boolean on = body.get("subject") instanceof JsonString subject
                && subject.value().equals(step.target())
                && body.get("change") instanceof JsonString change
                && changes.contains(change.value())
                && Measures.kind(step.effect()).equals(kind(body));
        return on
                ? Optional.of(body.get("actor_role") instanceof JsonString role
                        && role.value().equals(ROLE))
                : Optional.empty();
    }

    /** Whether a receipt's bytes, one character each, hold the name as it is: no other letters, nothing that JSON escapes. */
    private static boolean isWrittenAsItIs(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    private static String kind(Map<String, Json> body) {
        return body.get("subject_kind") instanceof JsonString kind ? kind.value() : "";
    }

    @Override
    public int servers(TenantId tenant) {
        return journal.registry().servers(tenant).size();
    }

    @Override
    public int agents(TenantId tenant) {
        return (int) journal.registry().agents(tenant).stream()
                .filter(agent -> agent.status() != AgentStatus.REVOKED)
                .count();
    }
}
