package dev.sallyport.testkit;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.GateLimits;
import dev.sallyport.gate.GateParts;
import dev.sallyport.gate.OwnGround;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.provenance.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A small fixed install: one tenant, one agent, two approvers, one server with four pinned tools. */
public final class TestInstall {
    /** The tenant. */
    public static final TenantId TENANT = new TenantId("acme");
    /** The agent. */
    public static final AgentId AGENT = new AgentId("agt_1");
    /** The agent's owner, who may not approve its actions. */
    public static final PersonId OWNER = new PersonId("olive");
    /** A member of the group {@code approvers}. */
    public static final Approver ANNA = approver("anna");
    /** Another member of the group {@code approvers}. */
    public static final Approver BEN = approver("ben");
    /** The server. */
    public static final String SERVER = "desk";
    /** The key id inside receipts. */
    public static final String KEY_ID = "sallyport.test+0123abcd";

    private static final byte[] MASTER = new byte[Sealer.MASTER_LENGTH];

    private TestInstall() {}

    /** A gate over that journal; {@code runId} tells runs of the process apart. */
    public static GateParts parts(Journal journal, Records records, ManualClock clock, int runId) {
        byte[] run = new byte[Sealer.RUN_ID_LENGTH];
        run[0] = (byte) runId;
        Sealer sealer = new Sealer(MASTER, run);
        SequenceIds ids = new SequenceIds();
        return new GateParts(
                journal,
                records,
                new ScriptedPolicies(),
                sealer,
                sealer,
                () -> runId + "x" + ids.next(),
                clock,
                () -> 0L,
                (stage, nanos) -> {},
                new EventQueue(1024),
                new OwnGround(List.of("/var/lib/sallyport")),
                GateLimits.DEFAULT,
                KEY_ID,
                new Catalogue(List.of()));
    }

    /** Everything that is set up, in order. */
    public static List<RegistryChange> setUp() {
        return List.of(
                policy("default"),
                new RegistryChange.RegisterAgent(agent(TrustLevel.TRUSTED_INTERNAL_UNSIGNED)),
                new RegistryChange.EnrolApprover(ANNA),
                new RegistryChange.EnrolApprover(BEN),
                new RegistryChange.EnrolApprover(approver(OWNER.value())),
                new RegistryChange.RegisterServer(TENANT, SERVER, false),
                new RegistryChange.PinTools(TENANT, SERVER, tools()));
    }

    /** Sets a gate up. */
    public static void setUp(Gate gate) {
        setUp().forEach(change -> gate.change(Actor.system(TENANT), change, "set up"));
    }

    /** The agent with that ceiling. */
    public static Agent agent(TrustLevel ceiling) {
        return new Agent(
                TENANT,
                AGENT,
                "coder",
                "Coder",
                "platform",
                Optional.of(OWNER),
                "prod",
                "medium",
                ceiling,
                Scheme.AEGIS_JCS_1,
                Assurance.ADVISORY,
                AgentStatus.ACTIVE,
                "a".repeat(64),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Activates a variant of {@link ScriptedPolicies}. */
    public static RegistryChange policy(String variant) {
        return new RegistryChange.ActivatePolicy(new PolicySource(TENANT, variant, new TreeMap<>()));
    }

    /** A read, a read of strangers' text, a change, a send. */
    public static List<PinnedTool> tools() {
        return List.of(
                tool("read_file", Effect.READS, Capability.READ, Optional.empty(), Set.of()),
                tool("read_page", Effect.READS, Capability.READ, Optional.of(TrustLevel.UNTRUSTED_EXTERNAL), Set.of()),
                tool(
                        "read_mail",
                        Effect.READS,
                        Capability.READ,
                        Optional.of(TrustLevel.SEMI_TRUSTED_CUSTOMER),
                        Set.of()),
                tool("write_file", Effect.MUTATES, Capability.WRITE, Optional.empty(), Set.of()),
                tool("send_mail", Effect.MUTATES, Capability.HTTP, Optional.empty(), Set.of("to")));
    }

    /** The schema hash under which that tool is pinned. */
    public static String schemaHash(String tool) {
        return "%064x".formatted(tool.hashCode() & 0xffffffffL);
    }

    /** A call through the API. */
    public static Call apiCall(String session, String tool, boolean mutates, Optional<TrustLevel> stated) {
        return call(Door.API, session, tool, mutates, stated, JsonObject.of());
    }

    /** A call through the MCP proxy, with the bytes the proxy would send. */
    public static Call mcpCall(String session, String tool, JsonObject arguments) {
        return call(Door.MCP, session, tool, false, Optional.empty(), arguments);
    }

    private static Call call(
            Door door,
            String session,
            String tool,
            boolean mutates,
            Optional<TrustLevel> stated,
            JsonObject arguments) {
        boolean mcp = door == Door.MCP;
        return new Call(
                TENANT,
                AGENT,
                door,
                SERVER,
                new Action(SERVER, tool, null, mutates, arguments),
                new SessionId(session),
                mcp,
                stated,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                mcp ? Optional.of(new Call.Observed(schemaHash(tool), false)) : Optional.empty(),
                mcp
                        ? Optional.of(
                                new Call.Dispatch(CanonicalForm.of(arguments, Scheme.SALLYPORT_JCS_2), JsonObject.of()))
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PinnedTool tool(
            String name, Effect effect, Capability capability, Optional<TrustLevel> results, Set<String> authority) {
        return new PinnedTool(name, schemaHash(name), effect, capability, results, Optional.empty(), authority);
    }

    private static Approver approver(String name) {
        return new Approver(
                TENANT,
                new PersonId(name),
                Set.of("approvers"),
                "%064x".formatted(name.hashCode() & 0xffffffffL),
                Enrolment.UNKNOWN);
    }
}
