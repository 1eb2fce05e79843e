package dev.sallyport.gate.facts;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.command.CommandFacts;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.provenance.assess.CallProvenance;
import dev.sallyport.provenance.catalogue.Tier;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything a judgement may look at. Derived values only: no argument, no content, no secret, no latency.
 *
 * <p>The judgement of equal facts is equal: {@link dev.sallyport.gate.judge.Judge} reads nothing else. The canonical
 * form ({@link FactsCodec}) is what receipts commit to and what {@code replay} reads back.
 *
 * @param policyDigest the bundle that judged
 * @param held present when a person's approval is being claimed
 * @param grant the remembered approval that fits the call
 * @param commands what the call's shell line would do, for a host's shell
 * @param provenance where the call's values came from, for a session whose content and user's words are known
 * @param shields what each shield that ran said of the call, by its name
 */
public record Facts(
        Who who,
        What what,
        Trust trust,
        Standing standing,
        String policyDigest,
        long timeMillis,
        Optional<Held> held,
        Optional<CallProvenance> provenance,
        Optional<Granted> grant,
        Optional<CommandFacts> commands,
        List<Shielded> shields) {
    public Facts {
        shields = List.copyOf(shields);
    }

    /** Facts of a call whose provenance nobody assessed. */
    public Facts(
            Who who,
            What what,
            Trust trust,
            Standing standing,
            String policyDigest,
            long timeMillis,
            Optional<Held> held) {
        this(who, what, trust, standing, policyDigest, timeMillis, held, Optional.empty());
    }

    /** Facts of a call that no remembered approval fits. */
    public Facts(
            Who who,
            What what,
            Trust trust,
            Standing standing,
            String policyDigest,
            long timeMillis,
            Optional<Held> held,
            Optional<CallProvenance> provenance) {
        this(
                who,
                what,
                trust,
                standing,
                policyDigest,
                timeMillis,
                held,
                provenance,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** The same call, with its provenance: a read that was found to tell an address that it asks says where data goes. */
    public Facts with(CallProvenance assessed) {
        What found = assessed.tier() == Tier.READ_OUT ? what.pointing() : what;
        return with(found, Optional.of(assessed), grant, commands, shields);
    }

    /** The same call, with the remembered approval that fits it. */
    public Facts granted(Granted fitting) {
        return with(what, provenance, Optional.of(fitting), commands, shields);
    }

    /** The same call, with what its shell line would do. */
    public Facts commanding(CommandFacts line) {
        return with(what, provenance, grant, Optional.of(line), shields);
    }

    /** The same call, with what shields said of it. */
    public Facts shielded(List<Shielded> said) {
        return with(what, provenance, grant, commands, said);
    }

    private Facts with(
            What asked,
            Optional<CallProvenance> assessed,
            Optional<Granted> fitting,
            Optional<CommandFacts> line,
            List<Shielded> said) {
        return new Facts(who, asked, trust, standing, policyDigest, timeMillis, held, assessed, fitting, line, said);
    }

    /** The same under the tier that the agent is registered with, if policies see a raised one. */
    public Optional<Facts> registered() {
        return standing.contained()
                .registeredTier()
                .map(tier -> new Facts(
                        new Who(
                                who.tenant(),
                                who.agent(),
                                who.session(),
                                who.environment(),
                                tier,
                                who.assurance(),
                                who.userRole()),
                        what,
                        trust,
                        standing,
                        policyDigest,
                        timeMillis,
                        held,
                        provenance,
                        grant,
                        commands,
                        shields));
    }

    /** Whether it waits for a person whatever policies permit. */
    public boolean isForced() {
        return !standing.contained().forced().isEmpty() && what.effect() == Effect.MUTATES;
    }

    /**
     * The provenance that rules may rest on. A caller that says it works under a doubtful or hostile influence knows of
     * something that did not pass through here, so then there is none.
     */
    public Optional<CallProvenance> assessed() {
        return switch (trust.stated()) {
            case TRUSTED_INTERNAL_SIGNED, TRUSTED_INTERNAL_UNSIGNED, UNKNOWN -> provenance;
            case SEMI_TRUSTED_CUSTOMER, UNTRUSTED_EXTERNAL, MALICIOUS_SUSPECTED -> Optional.empty();
        };
    }

    /**
     * Who asks.
     *
     * @param userRole what the caller says of the user it works for; kept for the record, read by no rule
     */
    public record Who(
            TenantId tenant,
            AgentId agent,
            SessionId session,
            String environment,
            String riskTier,
            Assurance assurance,
            Optional<String> userRole) {}

    /**
     * What is asked.
     *
     * @param resource the resource as the caller or the catalogue names it
     * @param declaredMutates what the caller says of the effect; may only tighten
     * @param catalogue the effect in the pinned catalogue, empty for a tool nobody pinned
     * @param authority whether an argument decides where data goes (recipient, URL, host)
     * @param ownGround whether an argument names the gateway's own data, configuration, hooks or verbs
     * @param actionHash hash in the agent's scheme, hex
     * @param actionHash2 hash in {@code sallyport-jcs-2}, hex
     * @param dispatchHash hash of the exact bytes the gateway would send, for doors where it dispatches
     * @param screen what the door found before judgement, for doors that look
     */
    public record What(
            Door door,
            String tool,
            String action,
            Optional<String> resource,
            Capability capability,
            boolean declaredMutates,
            Optional<Effect> catalogue,
            PinState pin,
            Optional<String> schemaHash,
            boolean authority,
            boolean ownGround,
            String actionHash,
            String actionHash2,
            Optional<String> dispatchHash,
            Optional<Screen> screen) {

        /** What is asked at a door that finds nothing by itself. */
        public What(
                Door door,
                String tool,
                String action,
                Optional<String> resource,
                Capability capability,
                boolean declaredMutates,
                Optional<Effect> catalogue,
                PinState pin,
                Optional<String> schemaHash,
                boolean authority,
                boolean ownGround,
                String actionHash,
                String actionHash2,
                Optional<String> dispatchHash) {
            this(
                    door,
                    tool,
                    action,
                    resource,
                    capability,
                    declaredMutates,
                    catalogue,
                    pin,
                    schemaHash,
                    authority,
                    ownGround,
                    actionHash,
                    actionHash2,
                    dispatchHash,
                    Optional.empty());
        }

        /** The same with an argument that decides where data goes. */
        What pointing() {
            return new What(
                    door,
                    tool,
                    action,
                    resource,
                    capability,
                    declaredMutates,
                    catalogue,
                    pin,
                    schemaHash,
                    true,
                    ownGround,
                    actionHash,
                    actionHash2,
                    dispatchHash,
                    screen);
        }

        /** The effect that counts: mutates if declared, or catalogued, or unknown, or a read that says where data goes. */
        public Effect effect() {
            boolean mutates = declaredMutates || catalogue.orElse(Effect.MUTATES) == Effect.MUTATES || authority;
            return mutates ? Effect.MUTATES : Effect.READS;
        }

        /** Whether the caller calls a read what the catalogue knows to mutate. */
        public boolean effectMismatch() {
            return !declaredMutates && catalogue.equals(Optional.of(Effect.MUTATES)) && !door.dispatches();
        }
    }

    /**
     * What the call is influenced by.
     *
     * @param stated what the caller says, before the ceiling
     * @param ceiling the highest level the agent may claim
     * @param session every level below the install's own that entered the session, most trusted first
     * @param sources what brought them, as {@code server/tool} names, sorted
     */
    public record Trust(
            TrustLevel stated, TrustLevel ceiling, List<TrustLevel> session, List<String> sources, boolean sensitive) {
        public Trust {
            session = List.copyOf(session);
            sources = List.copyOf(sources);
        }

        /**
         * All levels that bear on the call. A set and not one "lowest": {@code unknown} ranks last, yet it must not hide
         * that something untrusted is involved too, or saying less would loosen the answer. For the same reason a caller that
         * says it is influenced by something hostile is believed under any ceiling.
         */
        public SortedSet<TrustLevel> influences() {
            SortedSet<TrustLevel> all = new TreeSet<>(session);
            all.add(stated.cappedAt(ceiling));
            if (stated == TrustLevel.UNKNOWN) {
                all.add(ceiling);
            }
            if (stated == TrustLevel.UNTRUSTED_EXTERNAL || stated == TrustLevel.MALICIOUS_SUSPECTED) {
                all.add(stated);
            }
            return all;
        }

        /** The influence that weighs most against the call; {@code unknown} weighs less than untrusted. */
        public TrustLevel weightiest() {
            SortedSet<TrustLevel> all = influences();
            if (all.contains(TrustLevel.MALICIOUS_SUSPECTED)) {
                return TrustLevel.MALICIOUS_SUSPECTED;
            }
            return all.contains(TrustLevel.UNTRUSTED_EXTERNAL) ? TrustLevel.UNTRUSTED_EXTERNAL : all.last();
        }
    }

    /** How those involved stand at this moment. */
    public record Standing(AgentStatus agent, boolean sessionFrozen, boolean serverQuarantined, Contained contained) {
        /** Standing of those against whom nothing stands short of a freeze. */
        public Standing(AgentStatus agent, boolean sessionFrozen, boolean serverQuarantined) {
            this(agent, sessionFrozen, serverQuarantined, Contained.NONE);
        }
    }
}
