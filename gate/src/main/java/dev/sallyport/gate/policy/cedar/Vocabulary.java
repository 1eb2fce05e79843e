package dev.sallyport.gate.policy.cedar;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import dev.sallyport.gate.command.CommandFacts;
import dev.sallyport.gate.command.Power;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.provenance.assess.CallProvenance;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.source.OriginKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Facts in Cedar's terms, as {@code sallyport.cedarschema} declares them. */
final class Vocabulary {
    private static final String SCHEMA_FILE = "/dev/sallyport/gate/policy/sallyport.cedarschema";
    private static final Map<Capability, EntityUid> ACTIONS = actions();

    /** The schema every bundle is validated against. */
    static final Schema SCHEMA = Schema.parse(read(SCHEMA_FILE), "sallyport.cedarschema");

    /** The actions with their hierarchy. */
    private static final Entities ACTION_ENTITIES = Entities.empty().plus(SCHEMA.actionEntities());

    private Vocabulary() {}

    static Request request(Facts facts) {
        return new Request(
                principal(facts),
                Objects.requireNonNull(ACTIONS.get(facts.what().capability())),
                tool(facts),
                Value.record(context(facts)));
    }

    /** Agent, tool and server of these facts, and the actions. */
    static Entities entities(Facts facts) {
        EntityUid server = Value.entity("Sallyport::Server", facts.what().tool());
        Entities.Builder all = Entities.builder();
        ACTION_ENTITIES.all().forEach(all::add);
        return all.add(
                        principal(facts),
                        Map.of(
                                "environment", Value.of(facts.who().environment()),
                                "risk_tier", Value.of(facts.who().riskTier()),
                                "assurance", Value.of(facts.who().assurance().wire())))
                .add(server, Map.of())
                .add(tool(facts), Map.of(), server)
                .build();
    }

    private static Map<String, Value> context(Facts facts) {
        Facts.What what = facts.what();
        Facts.Trust trust = facts.trust();
        Map<String, Value> context = new HashMap<>(32);
        context.put("tool", Value.of(what.tool()));
        context.put("action", Value.of(what.action()));
        what.resource().ifPresent(r -> context.put("resource", Value.of(r)));
        context.put("door", Value.of(what.door().wire()));
        context.put("capability", Value.of(what.capability().wire()));
        context.put("effect", Value.of(what.effect().name().toLowerCase(Locale.ROOT)));
        context.put("mutates", Value.of(what.effect() == Effect.MUTATES));
        context.put("authority", Value.of(what.authority()));
        context.put("pinned", Value.of(what.pin() == PinState.PINNED || what.pin() == PinState.CATALOGUED));
        context.put(
                "influences",
                Value.strings(trust.influences().stream().map(TrustLevel::wire).toList()));
        context.put("sources", Value.strings(trust.sources()));
        context.put("trust_ceiling", Value.of(trust.ceiling().wire()));
        context.put("sensitive", Value.of(trust.sensitive()));
        context.put("claim", Value.of(facts.held().isPresent()));
        context.put("time", new Datetime(facts.timeMillis()));
        what.screen().ifPresent(s -> context.put("categories", Value.strings(s.categories())));
        facts.assessed().ifPresent(p -> context.put("provenance", provenance(p)));
        facts.commands().ifPresent(c -> context.put("commands", commands(c)));
        return context;
    }

    private static Value commands(CommandFacts c) {
        return Value.record(Map.of(
                "unreadable", Value.of(c.unreadable()),
                "dynamic", Value.of(c.dynamic()),
                "programs", Value.strings(List.copyOf(c.programs())),
                "powers", Value.strings(c.powers().stream().map(Power::wire).toList()),
                "packages", Value.strings(List.copyOf(c.packages()))));
    }

    private static Value provenance(CallProvenance p) {
        Map<String, Value> origins = new HashMap<>(32);
        for (Role role : Role.values()) {
            origins.put(
                    role.wire(),
                    Value.strings(p.of(role).stream().map(OriginKind::wire).toList()));
        }
        return Value.record(Map.of(
                "kind", Value.of(p.kind().wire()),
                "tier", Value.of(p.tier().wire()),
                "asked", Value.of(p.asked().wire()),
                "origins", Value.record(origins),
                "unvouched",
                        Value.strings(p.unvouched().stream().map(Role::wire).toList()),
                "carries_link", Value.of(p.carriesLink()),
                "carries_secret", Value.of(p.carriesSecret()),
                "sensitive_read", Value.of(p.sensitiveRead()),
                "untrusted_read", Value.of(p.untrustedRead())));
    }

    private static EntityUid principal(Facts facts) {
        return Value.entity("Sallyport::Agent", facts.who().agent().value());
    }

    private static EntityUid tool(Facts facts) {
        return Value.entity(
                "Sallyport::Tool",
                QualifiedName.of(facts.what().tool(), facts.what().action()));
    }

    private static Map<Capability, EntityUid> actions() {
        Map<Capability, EntityUid> actions = new EnumMap<>(Capability.class);
        for (Capability capability : Capability.values()) {
            actions.put(capability, Value.entity("Sallyport::Action", capability.wire()));
        }
        return actions;
    }

    static String read(String resource) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " can't be read", e);
        }
    }
}
