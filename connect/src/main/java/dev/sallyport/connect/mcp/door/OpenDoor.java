package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.Action;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.mcp.inspect.Shadow;
import dev.sallyport.connect.mcp.secret.ServerSecrets;
import dev.sallyport.gate.Advisories;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.UnknownAgent;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.gate.session.Entered;
import dev.sallyport.provenance.assess.Explanation;
import dev.sallyport.shield.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The door of one connection in the real gate. Thread-safe. */
public final class OpenDoor implements GateDoor {
    /**
     * Who is connected to what.
     *
     * @param openedHere whether the gateway opened the session itself; one it did not open inherits its agent's labels
     */
    public record Connected(TenantId tenant, AgentId agent, SessionId session, boolean openedHere, String serverKey) {}

    private final Gate gate;
    private final Journal journal;
    private final ApprovalWatch approvals;
    private final Connected connected;
    private final Supplier<Optional<ReasonCode>> turnedAway;
    private final Ways ways;

    /** A door for that connection. */
    public OpenDoor(Gate gate, Journal journal, ApprovalWatch approvals, Connected connected) {
        this(gate, journal, approvals, connected, Optional::empty);
    }

    /**
     * A door for a connection that may lose its leave to be there.
     *
     * @param turnedAway why nothing may pass any more; asked before anything does, and again before each dispatch
     */
    public OpenDoor(
            Gate gate,
            Journal journal,
            ApprovalWatch approvals,
            Connected connected,
            Supplier<Optional<ReasonCode>> turnedAway) {
        this(gate, journal, approvals, connected, turnedAway, Optional.empty());
    }

    /**
     * A door for a connection whose server may be accepted as it is first seen.
     *
     * @param turnedAway as above
     */
    public OpenDoor(
            Gate gate,
            Journal journal,
            ApprovalWatch approvals,
            Connected connected,
            Supplier<Optional<ReasonCode>> turnedAway,
            Optional<FirstUse> firstUse) {
        this(
                gate,
                journal,
                approvals,
                connected,
                turnedAway,
                new Ways(firstUse, Redactor.NONE, new Filling(Optional.empty(), Restorer.NONE)));
    }

    private OpenDoor(
            Gate gate,
            Journal journal,
            ApprovalWatch approvals,
            Connected connected,
            Supplier<Optional<ReasonCode>> turnedAway,
            Ways ways) {
        this.gate = gate;
        this.journal = journal;
        this.approvals = approvals;
        this.connected = connected;
        this.turnedAway = turnedAway;
        this.ways = ways;
    }

    /** What differs from connection to connection. */
    private record Ways(Optional<FirstUse> firstUse, Redactor redactor, Filling filling) {}

    /** The same door, whose client sees no secrets. */
    public OpenDoor redacting(Redactor redactor) {
        return with(new Ways(ways.firstUse(), redactor, ways.filling()));
    }

    /** The same door, whose server is given back what its client did not see, where that is allowed. */
    public OpenDoor restoring(Restorer restorer) {
        return with(new Ways(
                ways.firstUse(), ways.redactor(), new Filling(ways.filling().secrets(), restorer)));
    }

    /** The same door, where the gateway itself speaks to the server and holds these for it. */
    public OpenDoor holding(ServerSecrets held) {
        return with(new Ways(
                ways.firstUse(),
                ways.redactor(),
                new Filling(Optional.of(held), ways.filling().restorer())));
    }

    private OpenDoor with(Ways next) {
        return new OpenDoor(gate, journal, approvals, connected, turnedAway, next);
    }

    @Override
    public Optional<ReasonCode> secretFault(String tool, JsonObject arguments) {
        return ways.filling().secrets().isPresent()
                ? ways.filling().secrets().get().fault(tool, arguments)
                : GateDoor.super.secretFault(tool, arguments);
    }

    @Override
    public SortedMap<String, Integer> restorable(String tool, JsonObject arguments) {
        return ways.filling().restorer().restorable(tool, arguments);
    }

    @Override
    public byte[] filled(Release release, String tool, JsonObject params, byte[] bytes) throws SecretUnavailable {
        return ways.filling().of(Ticket.of(release), tool, params, bytes);
    }

    @Override
    public byte[] clean(byte[] frame) {
        return ways.filling().clean(frame);
    }

    @Override
    public String serverKey() {
        return connected.serverKey();
    }

    @Override
    public Optional<Server> server() {
        return journal.registry().server(connected.tenant(), connected.serverKey());
    }

    @Override
    public Optional<ReasonCode> halted() {
        return turnedAway.get().or(this::stopped);
    }

    private Optional<ReasonCode> stopped() {
        Registry registry = journal.registry();
        AgentStatus status = registry.agent(connected.tenant(), connected.agent())
                .map(Agent::status)
                .orElse(AgentStatus.REVOKED);
        return switch (status) {
            case FROZEN -> Optional.of(ReasonCode.AGENT_FROZEN);
            case REVOKED -> Optional.of(ReasonCode.AGENT_REVOKED);
            case ACTIVE ->
                registry.sessionFrozen(connected.tenant(), connected.session())
                        ? Optional.of(ReasonCode.SESSION_FROZEN)
                        : GateDoor.super.halted();
        };
    }

    @Override
    public Verdict authorize(Asked asked) {
        Optional<ReasonCode> away = turnedAway.get();
        if (away.isPresent()) {
            return undecided(away.get());
        }
        try {
            return verdict(gate.authorize(call(asked)));
        } catch (UnknownAgent e) {
            return Verdict.Refused.undecided("unknown_agent", "the agent is not registered any more");
        } catch (NoPolicy e) {
            return Verdict.Refused.undecided("no_policy", "no policy is active, so nothing is permitted");
        }
    }

    @Override
    public Verdict claim(ApprovalId approval, byte[] dispatch) {
        Optional<ReasonCode> away = turnedAway.get();
        if (away.isPresent()) {
            return undecided(away.get());
        }
        Optional<HeldCall> held = gate.held(connected.tenant(), approval);
        boolean same = held.flatMap(h -> h.call().dispatch())
                .map(d -> Arrays.equals(d.bytes(), dispatch))
                .orElse(false);
        return same
                ? verdict(gate.consume(connected.tenant(), connected.agent(), approval, Optional.empty()))
                : undecided(ReasonCode.APPROVAL_HASH_MISMATCH);
    }

    @Override
    public void withdraw(ApprovalId approval) {
        gate.withdraw(connected.tenant(), connected.agent(), approval);
    }

    @Override
    public void listed(List<Json> tools) {
        ways.firstUse().filter(use -> halted().isEmpty()).ifPresent(use -> use.accept(connected, tools));
    }

    @Override
    public boolean stillReleasable(Release release) {
        return turnedAway.get().isEmpty()
                && gate.stillReleasable(Ticket.of(release).decided());
    }

    @Override
    public void report(Release release, Outcome.Status status, Optional<String> outputHash) {
        Ticket ticket = Ticket.of(release);
        Outcome.Report report = gate.report(ticket.decided(), ticket.outcome(status, outputHash));
        if (report instanceof Outcome.Report.Unwritable unwritable) {
            throw new IllegalStateException("outcome of " + ticket.decision() + " not recorded: " + unwritable.why());
        }
    }

    @Override
    public void answered(Release release, Supplier<Entered> answer) {
        gate.answered(release.decision(), answer);
    }

    @Override
    public Seen seen(String action, Json content) {
        List<Shielded> said = gate.inspect(
                connected.tenant(),
                connected.agent(),
                connected.session(),
                "",
                Subject.Result.of(connected.serverKey(), action, content));
        boolean withheld = said.stream().anyMatch(Shielded::blocks);
        return new Seen(withheld, withheld ? Optional.empty() : ways.redactor().redact(content), Advisories.of(said));
    }

    @Override
    public void overheard(Supplier<String> text) {
        gate.overheard(connected.tenant(), connected.agent(), connected.session(), text);
    }

    @Override
    public boolean deniesOutright(PinnedTool tool) {
        if (turnedAway.get().isPresent()) {
            return true;
        }
        Action bare =
                new Action(connected.serverKey(), tool.name(), null, tool.effect() == Effect.MUTATES, JsonObject.of());
        try {
            return gate.deniesOutright(
                    call(new Asked(bare, new Call.Observed(tool.schemaHash(), false), new byte[0], JsonObject.of())));
        } catch (UnknownAgent | NoPolicy e) {
            return true;
        }
    }

    @Override
    public boolean pinnedElsewhere(PinnedTool tool) {
        return journal.registry().servers(connected.tenant()).stream()
                .filter(server -> !server.key().equals(connected.serverKey()))
                .flatMap(server -> server.tools().values().stream())
                .anyMatch(other -> other.reviewed() && Shadow.shadows(tool, other));
    }

    @Override
    public ApprovalWatch approvals() {
        return approvals;
    }

    private Call call(Asked asked) {
        Call call = plain(asked);
        return asked.refusal()
                .map(why -> Screen.refused(why, List.of()))
                .or(() -> Optional.of(asked.restores())
                        .filter(kinds -> !kinds.isEmpty())
                        .map(Screen::restoring))
                .map(screen -> call.screened(new Call.Screened(screen, Optional.empty())))
                .orElse(call);
    }

    private Call plain(Asked asked) {
        return new Call(
                        connected.tenant(),
                        connected.agent(),
                        Door.MCP,
                        connected.serverKey(),
                        asked.action(),
                        connected.session(),
                        connected.openedHere(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(asked.observed()),
                        Optional.of(new Call.Dispatch(asked.dispatch(), asked.beside())),
                        Optional.empty(),
                        Optional.empty())
                .within(asked.within());
    }

    private static Verdict verdict(Answer answer) {
        return switch (answer) {
            case Answer.Released released -> new Verdict.Released(new Ticket(released.decided()));
            case Answer.Recorded recorded -> recorded(recorded.decided());
            case Answer.NotClaimable not ->
                undecided(
                        switch (not.status()) {
                            case PENDING, APPROVED -> ReasonCode.APPROVAL_PENDING;
                            case REJECTED -> ReasonCode.APPROVAL_REJECTED;
                            case EXPIRED -> ReasonCode.APPROVAL_EXPIRED;
                            case CONSUMED -> ReasonCode.APPROVAL_CONSUMED;
                            case INVALIDATED -> ReasonCode.APPROVAL_INVALIDATED;
                        });
            case Answer.NoSuchApproval none -> undecided(ReasonCode.APPROVAL_INVALIDATED);
            case Answer.Failed failed ->
                Verdict.Refused.undecided(failed.reason().wire(), failed.detail());
            case Answer.Repeated repeated -> throw unasked();
            case Answer.Replayed replayed -> throw unasked();
        };
    }

    private static Verdict recorded(Decided decided) {
        String decision = decided.id().value();
        return switch (decided.judgement().decision()) {
            case Decision.RequireApproval require ->
                decided.approval()
                        .<Verdict>map(
                                approval -> new Verdict.Held(approval.id(), require.group(), decision, told(decided)))
                        .orElseGet(() -> undecided(ReasonCode.APPROVAL_INVALIDATED));
            case Decision.Deny deny ->
                new Verdict.Refused(
                        deny.reason().wire(),
                        told(decided)
                                .map(t -> deny.reason().sentence() + ": " + t)
                                .orElse(deny.reason().sentence()),
                        Optional.of(decision),
                        Optional.of(decided.receiptId()));
            case Decision.Allow allow -> undecided(ReasonCode.STALE);
        };
    }

    private static Optional<String> told(Decided decided) {
        return decided.explanation().map(Explanation::told);
    }

    private static Verdict.Refused undecided(ReasonCode reason) {
        return Verdict.Refused.undecided(reason.wire(), reason.sentence());
    }

    private static IllegalStateException unasked() {
        return new IllegalStateException("the gate answered a request id or nonce that this door never sends");
    }
}
