package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.CapabilityMap;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.ActionHash;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.command.CommandFacts;
import dev.sallyport.gate.command.CommandLines;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.gate.session.Session;
import dev.sallyport.provenance.assess.Explanation;
import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.SafeDefaults;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a call into facts. The part that only depends on the call's bytes (hashes, own ground) is computed once, before
 * the session's lock; the part that depends on standing is read from one registry image.
 */
final class Gatherer {
    private static final byte[] DISPATCH_DOMAIN = "sallyport/dispatch/2\n".getBytes(StandardCharsets.US_ASCII);

    private final Call call;
    private final Scheme scheme;
    private final ActionHash shown;
    private final String actionHash2;
    private final Optional<String> dispatchHash;
    private final Capability derived;
    private final OwnGround ground;
    private final boolean ownGround;
    private final Shielding.Said shielded;
    private final Containing containing;

    /** What the last assessment took the tool for; read and written under the session's lock. */
    private @Nullable ToolEntry assessedBy;

    Gatherer(Call call, Agent agent, Registry registry, GateParts parts) {
        Action action = call.action();
        this.scheme = agent.scheme();
        ActionHash.Pair hashes = action.hashes(scheme);
        this.call = call;
        this.actionHash2 = hashes.own().hex();
        this.shown = hashes.shown();
        this.dispatchHash = call.dispatch().map(d -> dispatchHash(d.bytes()));
        this.derived = CapabilityMap.required(action.tool(), action.action()).orElse(Capability.TOOL);
        this.ground = parts.ownGround();
        this.ownGround = touchesGround(derived);
        this.containing = new Containing(call);
        containing.look(registry, isShell(registry));
        this.shielded = parts.shielding()
                .of(call, capability(registry), registry, agent, parts.clock().millis());
    }

    /** Whether what was gathered before the lock still holds in an image. */
    boolean holds(Registry registry, Agent agent) {
        return agent.scheme() == scheme && shielded.holds(registry, agent, capability(registry));
    }

    private boolean isShell(Registry registry) {
        return capability(registry) == Capability.EXEC;
    }

    private Capability capability(Registry registry) {
        return registry.server(call.tenant(), call.server())
                .flatMap(s -> s.tool(call.action().action()))
                .map(PinnedTool::capability)
                .orElse(derived);
    }

    ActionHash shown() {
        return shown;
    }

    String actionHash2() {
        return actionHash2;
    }

    /** The facts as they stand in this image and this session. */
    Facts facts(
            Registry registry,
            Agent agent,
            Session session,
            String policyDigest,
            long timeMillis,
            Optional<Held> held) {
        if (agent.scheme() != scheme) {
            throw new IllegalStateException("the agent's scheme changed while its call was gathered");
        }
        Optional<Server> server = registry.server(call.tenant(), call.server());
        Optional<PinnedTool> tool = server.flatMap(s -> s.tool(call.action().action()))
                // What a server says of itself must not help a call that never reaches it.
                .filter(t -> t.reviewed() || call.observed().isPresent());
        Facts facts = new Facts(
                who(agent, containing.tier(registry, agent, timeMillis)),
                what(tool),
                trust(agent, session),
                new Facts.Standing(
                        agent.status(),
                        registry.sessionFrozen(call.tenant(), call.session()),
                        server.map(Server::quarantined).orElse(false),
                        containing.facts(registry, agent, isShell(registry), timeMillis)),
                policyDigest,
                timeMillis,
                held);
        Facts seen = shielded.shields().isEmpty() ? facts : facts.shielded(shielded.shields());
        return commands(tool).map(seen::commanding).orElse(seen);
    }

    /** What the call's shell line would do, where a shell on the agent's side is to run it. */
    private Optional<CommandFacts> commands(Optional<PinnedTool> tool) {
        return call.door().isProposal()
                ? CommandLines.facts(
                        call.action(), tool.map(PinnedTool::capability).orElse(derived))
                : Optional.empty();
    }

    /** The same facts with where the call's values came from, and what a person may be told of it, where the session knows. */
    Assessed assessed(Facts facts, Registry registry, Session session, Catalogue catalogue) {
        if (!session.hasWords()) {
            return new Assessed(facts, Optional.empty());
        }
        ToolEntry entry = entry(facts.what().pin(), registry, catalogue);
        assessedBy = entry;
        boolean reads = facts.what().catalogue().equals(Optional.of(Effect.READS));
        return session.assess(
                        // A name that sounds like reading says less than a pin that does not call it a read.
                        entry.guessed() && !reads ? entry.changing() : entry,
                        call.action().parameters(),
                        facts.trust().influences())
                .map(a -> new Assessed(facts.with(a.facts()), Optional.of(a.explanation())))
                .orElseGet(() -> new Assessed(facts, Optional.empty()));
    }

    /** Facts, and their explanation. */
    record Assessed(Facts facts, Optional<Explanation> explanation) {}

    /** The call's answer counts as missing from now on, until it comes. */
    void released(DecisionId decision, Facts facts, Registry registry, Session session, Catalogue catalogue) {
        if (call.door() == Door.COMPLETION) {
            return; // what a model says is its agent's own word, and nothing that enters
        }
        if (!session.hasWords()) {
            session.missed();
            return;
        }
        ToolEntry entry = assessedBy;
        session.released(
                decision,
                entry == null ? entry(facts.what().pin(), registry, catalogue) : entry,
                call.action().parameters(),
                resultTrust(registry).orElse(TrustLevel.TRUSTED_INTERNAL_UNSIGNED),
                call.door().dispatches() || tellsFirst(registry));
    }

    /** What is known of the tool. A catalogue is believed of a tool that a person accepted; others are what their names say. */
    private ToolEntry entry(PinState pin, Registry registry, Catalogue catalogue) {
        boolean accepted = pin == PinState.PINNED || pin == PinState.CATALOGUED;
        boolean reviewed = registry.server(call.tenant(), call.server())
                .flatMap(s -> s.tool(call.action().action()))
                .map(PinnedTool::reviewed)
                .orElse(false);
        ToolSchema shape = new ToolSchema(
                call.action().action(),
                "",
                List.copyOf(call.action().parameters().members().keySet()));
        return accepted && reviewed ? catalogue.entry(call.server(), shape) : SafeDefaults.of(shape);
    }

    /** The epochs those facts rely on. */
    List<Commit.Expected> relied(Registry registry) {
        return List.of(
                standing(registry, Scope.policy(call.tenant())),
                standing(registry, Scope.agent(call.tenant(), call.agent())),
                standing(registry, Scope.session(call.tenant(), call.session())),
                standing(registry, Scope.server(call.tenant(), call.server())),
                standing(
                        registry,
                        Scope.tool(call.tenant(), call.server(), call.action().action())));
    }

    private static Commit.Expected standing(Registry registry, Scope scope) {
        return new Commit.Expected(scope, registry.epoch(scope));
    }

    /**
     * A host's hook hands in an answer before the agent's model sees it, and to a proxied model it comes through us, if an operator
     * vouches that every one does.
     */
    private boolean tellsFirst(Registry registry) {
        return call.door().isProposal()
                && registry.agent(call.tenant(), call.agent())
                        .map(Agent::speaksForUser)
                        .orElse(false);
    }

    /** What the results of this call bring into the session, by its pin; what a shell line fetches is a stranger's. */
    Optional<TrustLevel> resultTrust(Registry registry) {
        Optional<TrustLevel> brought = call.screened().flatMap(Call.Screened::brings);
        if (brought.isPresent()) {
            return brought;
        }
        Optional<PinnedTool> tool = registry.server(call.tenant(), call.server())
                .flatMap(s -> s.tool(call.action().action()));
        return commands(tool)
                .filter(CommandFacts::reachesOut)
                .map(line -> TrustLevel.UNTRUSTED_EXTERNAL)
                .or(() -> pinnedTrust(registry));
    }

    private Optional<TrustLevel> pinnedTrust(Registry registry) {
        return registry.server(call.tenant(), call.server())
                .flatMap(s -> s.tool(call.action().action()))
                .flatMap(PinnedTool::resultTrust);
    }

    private Facts.Who who(Agent agent, String riskTier) {
        return new Facts.Who(
                call.tenant(),
                call.agent(),
                call.session(),
                agent.environment(),
                riskTier,
                agent.assurance(),
                call.userRole());
    }

    private Facts.What what(Optional<PinnedTool> tool) {
        Facts.What what = named(tool, tool.map(PinnedTool::capability).orElse(derived));
        // A harmless name proves nothing: what may change things is not judged as a read.
        return tool.isPresent() ? what : named(tool, derived.under(what.effect()));
    }

    private Facts.What named(Optional<PinnedTool> tool, Capability capability) {
        return new Facts.What(
                call.door(),
                call.action().tool(),
                call.action().action(),
                Optional.ofNullable(call.action().resource()),
                capability,
                call.action().mutatesState(),
                // Of a shell the catalogue knows only that it may change things; its line says whether this call does.
                commands(tool).map(CommandFacts::effect).or(this::previewed).or(() -> known(tool)),
                pin(tool),
                call.observed().map(Call.Observed::schemaHash),
                tool.map(t -> Authority.exercised(t, call.action().parameters()))
                        .orElse(false),
                ownGround || runsOnOwnGround(capability),
                shown.hex(),
                actionHash2,
                dispatchHash,
                call.screened().map(Call.Screened::screen));
    }

    /** What an operator accepted. To ask a model is to read: a session that holds a stranger's text must still be able to think. */
    private Optional<Effect> known(Optional<PinnedTool> tool) {
        return call.door() == Door.COMPLETION ? Optional.of(Effect.READS) : tool.map(PinnedTool::effect);
    }

    /** A tool that only its pin knows to run commands: its arguments are read as such. */
    private boolean runsOnOwnGround(Capability capability) {
        return capability == Capability.EXEC && derived != Capability.EXEC && touchesGround(capability);
    }

    /** What is sent beside the action's own parameters reaches the server as well. */
    private boolean touchesGround(Capability capability) {
        return ground.touchedBy(call.action(), capability)
                || call.dispatch()
                        .filter(d -> ground.touchedBy(d.beside(), capability))
                        .isPresent();
    }

    private PinState pin(Optional<PinnedTool> tool) {
        if (call.observed().map(Call.Observed::workloadStopped).orElse(false)) {
            return PinState.WORKLOAD_STOPPED;
        }
        if (call.door().isConfigured()) {
            // A rule of the configuration is to a destination what a pin is to a tool: an operator accepted it.
            return isAccepted() ? PinState.PINNED : PinState.UNKNOWN;
        }
        if (tool.isEmpty()) {
            return PinState.UNKNOWN;
        }
        if (call.observed().isEmpty()) {
            return call.door().dispatches() ? PinState.DRIFTED : PinState.CATALOGUED;
        }
        boolean same = call.observed().get().schemaHash().equals(tool.get().schemaHash());
        if (same && call.observed().get().withheld()) {
            return PinState.WITHHELD;
        }
        return same ? PinState.PINNED : PinState.DRIFTED;
    }

    private boolean isAccepted() {
        return call.screened()
                .filter(found -> found.screen().refusal().isEmpty())
                .isPresent();
    }

    /** Of a safe method (RFC 9110, section 9.2.1) the operator who opened the preview vouches that it reads. */
    private Optional<Effect> previewed() {
        return call.door() == Door.PREVIEW && isAccepted() && !call.action().mutatesState()
                ? Optional.of(Effect.READS)
                : Optional.empty();
    }

    /** Where the gateway itself watches the session, silence means the agent's own level; elsewhere it means unknown. */
    private Facts.Trust trust(Agent agent, Session session) {
        boolean watched = call.door().dispatches();
        TrustLevel stated = call.stated().orElse(watched ? agent.ceiling() : TrustLevel.UNKNOWN);
        return new Facts.Trust(stated, agent.ceiling(), session.levels(), session.sources(), call.sensitive());
    }

    private static String dispatchHash(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(DISPATCH_DOMAIN);
            return HexFormat.of().formatHex(sha.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
