package dev.sallyport.gate.facts;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Assurance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The canonical form of {@link Facts}: what a receipt's facts digest covers, and what {@code replay} reads back. Form
 * {@value #FORM}; facts with provenance or a grant are form {@value #FORM_2}, which has one or both of these members beside the
 * others; facts of a shell line are form {@value #FORM_3}; facts with a door's screen are form {@value #FORM_4}; facts
 * that shields looked at are form {@value #FORM_5}; facts of a call that is contained are form {@value #FORM_6}. A form may have what
 * those before it have; a member added later gets a new form name.
 */
public final class FactsCodec {
    /** Name of the form, inside the bytes. */
    public static final String FORM = "sallyport-facts/1";

    /** Name of the form that holds provenance, a grant or both. */
    public static final String FORM_2 = "sallyport-facts/2";

    /** Name of the form that holds what a shell line would do, and may hold what {@link #FORM_2} holds. */
    public static final String FORM_3 = "sallyport-facts/3";

    /** Name of the form that holds what a door found. */
    public static final String FORM_4 = "sallyport-facts/4";

    /** Name of the form that holds what shields said. */
    public static final String FORM_5 = "sallyport-facts/5";

    /** Name of the form that holds what stands against the call short of a freeze. */
    public static final String FORM_6 = "sallyport-facts/6";

    private static final List<String> FORMS = List.of(FORM, FORM_2, FORM_3, FORM_4, FORM_5, FORM_6);

    private FactsCodec() {}

    private static String form(Facts facts) {
        if (!facts.standing().contained().isNone()) {
            return FORM_6;
        }
        if (!facts.shields().isEmpty()) {
            return FORM_5;
        }
        if (facts.what().screen().isPresent()) {
            return FORM_4;
        }
        if (facts.commands().isPresent()) {
            return FORM_3;
        }
        return facts.provenance().isPresent() || facts.grant().isPresent() ? FORM_2 : FORM;
    }

    /** The canonical bytes. */
    public static byte[] bytes(Facts facts) {
        CanonicalObject.Writer out = CanonicalObject.writer();
        facts.commands().ifPresent(c -> CommandForm.write(c, out.open("commands")));
        out.put("form", form(facts));
        facts.grant()
                .ifPresent(grant -> out.open("grant")
                        .put("group", grant.group())
                        .put("id", grant.id())
                        .put("policies", grant.policies())
                        .close());
        facts.held()
                .ifPresent(held -> out.open("held")
                        .put("approval", held.id().value())
                        .put("group", held.group())
                        .put("policies", held.policies())
                        .put("quorum", held.quorum())
                        .close());
        out.put("policy_digest", facts.policyDigest());
        facts.provenance().ifPresent(p -> ProvenanceForm.write(p, out.open("provenance")));
        if (!facts.shields().isEmpty()) {
            ShieldForm.write(facts.shields(), out.open("shields"));
        }
        CanonicalObject.Writer standing = out.open("standing")
                .put("agent", facts.standing().agent().name().toLowerCase(Locale.ROOT));
        if (!facts.standing().contained().isNone()) {
            ContainedForm.write(facts.standing().contained(), standing.open("contained"));
        }
        standing.put("server_quarantined", facts.standing().serverQuarantined())
                .put("session_frozen", facts.standing().sessionFrozen())
                .close();
        out.put("time_ms", facts.timeMillis());
        write(facts.trust(), out.open("trust"));
        write(facts.what(), out.open("what"));
        write(facts.who(), out.open("who"));
        return out.end().bytes();
    }

    private static void write(Facts.Trust trust, CanonicalObject.Writer out) {
        List<String> session = new ArrayList<>(trust.session().size());
        for (TrustLevel level : trust.session()) {
            session.add(level.wire());
        }
        out.put("ceiling", trust.ceiling().wire())
                .put("sensitive", trust.sensitive())
                .put("session", session)
                .put("sources", trust.sources())
                .put("stated", trust.stated().wire())
                .close();
    }

    private static void write(Facts.What what, CanonicalObject.Writer out) {
        out.put("action", what.action())
                .put("action_hash", what.actionHash())
                .put("action_hash_2", what.actionHash2())
                .put("authority", what.authority())
                .put("capability", what.capability().wire())
                .put("catalogue", what.catalogue().map(effect -> effect.name().toLowerCase(Locale.ROOT)))
                .put("declared_mutates", what.declaredMutates())
                .put("dispatch_hash", what.dispatchHash())
                .put("door", what.door().wire())
                .put("own_ground", what.ownGround())
                .put("pin", what.pin().wire())
                .put("resource", what.resource())
                .put("schema_hash", what.schemaHash());
        what.screen()
                .ifPresent(screen -> out.open("screen")
                        .put("categories", screen.categories())
                        .put("refusal", screen.refusal().map(ReasonCode::wire))
                        .close());
        out.put("tool", what.tool()).close();
    }

    private static void write(Facts.Who who, CanonicalObject.Writer out) {
        out.put("agent", who.agent().value())
                .put("assurance", who.assurance().wire())
                .put("environment", who.environment())
                .put("risk_tier", who.riskTier())
                .put("session", who.session().value())
                .put("tenant", who.tenant().value())
                .put("user_role", who.userRole())
                .close();
    }

    /** Reads canonical bytes back. {@code parse(bytes(f))} equals {@code f}. */
    public static Facts parse(byte[] bytes) {
        Fields f = Fields.parse("facts", bytes);
        String form = f.word("form", word -> FORMS.contains(word) ? Optional.of(word) : Optional.<String>empty());
        boolean plain = form.equals(FORM);
        Facts facts = new Facts(
                who(f.object("who")),
                what(f.object("what")),
                trust(f.object("trust")),
                standing(f.object("standing")),
                f.text("policy_digest"),
                f.integer("time_ms"),
                f.optionalObject("held").map(FactsCodec::held),
                plain ? Optional.empty() : f.optionalObject("provenance").map(ProvenanceForm::read),
                plain ? Optional.empty() : f.optionalObject("grant").map(FactsCodec::grant),
                FORMS.indexOf(form) >= FORMS.indexOf(FORM_3)
                        ? f.optionalObject("commands").map(CommandForm::read)
                        : Optional.empty(),
                FORMS.indexOf(form) >= FORMS.indexOf(FORM_5)
                        ? f.optionalObject("shields").map(ShieldForm::read).orElse(List.of())
                        : List.of());
        f.end();
        if (!form.equals(form(facts))) {
            throw new FormBroken("facts of form " + form + " do not hold what that form is for");
        }
        return facts;
    }

    /** The facts as a JSON object. */
    public static JsonObject toJson(Facts facts) {
        JsonObject.Builder out = JsonObject.builder()
                .put("form", form(facts))
                .put("who", who(facts.who()))
                .put("what", what(facts.what()))
                .put("trust", trust(facts.trust()))
                .put("standing", standing(facts.standing()))
                .put("policy_digest", facts.policyDigest())
                .put("time_ms", facts.timeMillis());
        facts.held().ifPresent(held -> out.put("held", held(held)));
        facts.provenance().ifPresent(p -> out.put("provenance", ProvenanceForm.toJson(p)));
        facts.commands().ifPresent(c -> out.put("commands", CommandForm.toJson(c)));
        if (!facts.shields().isEmpty()) {
            out.put("shields", ShieldForm.toJson(facts.shields()));
        }
        facts.grant()
                .ifPresent(g -> out.put(
                        "grant",
                        JsonObject.builder()
                                .put("id", g.id())
                                .put("group", g.group())
                                .put(
                                        "policies",
                                        new JsonArray(g.policies().stream()
                                                .<Json>map(JsonString::new)
                                                .toList()))
                                .build()));
        return out.build();
    }

    private static Granted grant(Fields f) {
        Granted grant = new Granted(f.text("id"), f.text("group"), f.texts("policies"));
        f.end();
        return grant;
    }

    private static JsonObject who(Facts.Who who) {
        JsonObject.Builder out = JsonObject.builder()
                .put("tenant", who.tenant().value())
                .put("agent", who.agent().value())
                .put("session", who.session().value())
                .put("environment", who.environment())
                .put("risk_tier", who.riskTier())
                .put("assurance", who.assurance().wire());
        who.userRole().ifPresent(role -> out.put("user_role", role));
        return out.build();
    }

    private static Facts.Who who(Fields f) {
        Facts.Who who = new Facts.Who(
                new TenantId(f.text("tenant")),
                new AgentId(f.text("agent")),
                new SessionId(f.text("session")),
                f.text("environment"),
                f.text("risk_tier"),
                f.word("assurance", Assurance::byWire),
                f.optionalText("user_role"));
        f.end();
        return who;
    }

    private static JsonObject what(Facts.What what) {
        JsonObject.Builder out = JsonObject.builder()
                .put("door", what.door().wire())
                .put("tool", what.tool())
                .put("action", what.action())
                .put("capability", what.capability().wire())
                .put("declared_mutates", what.declaredMutates())
                .put("pin", what.pin().wire())
                .put("authority", what.authority())
                .put("own_ground", what.ownGround())
                .put("action_hash", what.actionHash())
                .put("action_hash_2", what.actionHash2());
        what.resource().ifPresent(r -> out.put("resource", r));
        what.catalogue().ifPresent(e -> out.put("catalogue", e.name().toLowerCase(Locale.ROOT)));
        what.schemaHash().ifPresent(h -> out.put("schema_hash", h));
        what.dispatchHash().ifPresent(h -> out.put("dispatch_hash", h));
        what.screen().ifPresent(s -> out.put("screen", screen(s)));
        return out.build();
    }

    private static Facts.What what(Fields f) {
        Facts.What what = new Facts.What(
                f.word("door", Door::byWire),
                f.text("tool"),
                f.text("action"),
                f.optionalText("resource"),
                f.word("capability", FactsCodec::capability),
                f.flag("declared_mutates"),
                f.optionalText("catalogue").map(word -> Effect.valueOf(word.toUpperCase(Locale.ROOT))),
                f.word("pin", PinState::byWire),
                f.optionalText("schema_hash"),
                f.flag("authority"),
                f.flag("own_ground"),
                f.text("action_hash"),
                f.text("action_hash_2"),
                f.optionalText("dispatch_hash"),
                f.optionalObject("screen").map(FactsCodec::screen));
        f.end();
        return what;
    }

    private static JsonObject screen(Screen screen) {
        JsonObject.Builder out = JsonObject.builder().put("categories", texts(screen.categories()));
        screen.refusal().ifPresent(r -> out.put("refusal", r.wire()));
        return out.build();
    }

    private static Screen screen(Fields f) {
        Screen screen =
                new Screen(f.texts("categories"), f.optionalText("refusal").map(FactsCodec::reason));
        f.end();
        return screen;
    }

    private static ReasonCode reason(String wire) {
        return ReasonCode.byWire(wire).orElseThrow(() -> new FormBroken("unknown refusal `" + wire + "`"));
    }

    private static TrustLevel level(String wire) {
        return TrustLevel.byWire(wire)
                .orElseThrow(() -> new IllegalArgumentException("unknown trust level `" + wire + "`"));
    }

    private static Optional<Capability> capability(String wire) {
        for (Capability capability : Capability.values()) {
            if (capability.wire().equals(wire)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    private static JsonObject trust(Facts.Trust trust) {
        return JsonObject.builder()
                .put("stated", trust.stated().wire())
                .put("ceiling", trust.ceiling().wire())
                .put(
                        "session",
                        texts(trust.session().stream().map(TrustLevel::wire).toList()))
                .put("sources", texts(trust.sources()))
                .put("sensitive", trust.sensitive())
                .build();
    }

    private static Facts.Trust trust(Fields f) {
        Facts.Trust trust = new Facts.Trust(
                f.word("stated", TrustLevel::byWire),
                f.word("ceiling", TrustLevel::byWire),
                f.texts("session").stream().map(FactsCodec::level).toList(),
                f.texts("sources"),
                f.flag("sensitive"));
        f.end();
        return trust;
    }

    private static JsonObject standing(Facts.Standing standing) {
        JsonObject.Builder out = JsonObject.builder()
                .put("agent", standing.agent().name().toLowerCase(Locale.ROOT))
                .put("session_frozen", standing.sessionFrozen())
                .put("server_quarantined", standing.serverQuarantined());
        if (!standing.contained().isNone()) {
            out.put("contained", ContainedForm.toJson(standing.contained()));
        }
        return out.build();
    }

    private static Facts.Standing standing(Fields f) {
        Facts.Standing standing = new Facts.Standing(
                AgentStatus.valueOf(f.text("agent").toUpperCase(Locale.ROOT)),
                f.flag("session_frozen"),
                f.flag("server_quarantined"),
                f.optionalObject("contained").map(ContainedForm::read).orElse(Contained.NONE));
        f.end();
        return standing;
    }

    private static JsonObject held(Held held) {
        return JsonObject.builder()
                .put("approval", held.id().value())
                .put("group", held.group())
                .put("quorum", held.quorum())
                .put("policies", texts(held.policies()))
                .build();
    }

    private static Held held(Fields f) {
        Held held = new Held(
                new ApprovalId(f.text("approval")), f.text("group"), (int) f.integer("quorum"), f.texts("policies"));
        f.end();
        return held;
    }

    private static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
