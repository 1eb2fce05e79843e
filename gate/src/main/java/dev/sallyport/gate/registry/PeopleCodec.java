package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Set;

/** The stored form of people and their invitations. What was stored before a member existed is read without it. */
final class PeopleCodec {
    private PeopleCodec() {}

    static JsonObject approver(Approver a) {
        return JsonObject.builder()
                .put("person", a.person().value())
                .put("groups", RegistryCodec.texts(a.groups()))
                .put("credential_hash", a.credentialHash())
                .put(
                        "enrolment",
                        JsonObject.builder()
                                .put("time_ms", a.enrolment().timeMillis())
                                .put("by", a.enrolment().by())
                                .put("replaced", a.enrolment().replaced())
                                .build())
                .put("roles", RegistryCodec.ordered(a.roles().words()))
                .build();
    }

    static Approver approver(TenantId tenant, Fields f) {
        return new Approver(
                tenant,
                new PersonId(f.text("person")),
                Set.copyOf(f.texts("groups")),
                f.text("credential_hash"),
                f.optionalObject("enrolment").map(PeopleCodec::enrolment).orElse(Enrolment.UNKNOWN),
                roles(f));
    }

    private static Roles roles(Fields f) {
        return f.whole().get("roles") == null ? Roles.BEFORE : Roles.of(f.texts("roles"));
    }

    static JsonObject sessionEnd(SessionEnd e) {
        JsonObject.Builder out =
                JsonObject.builder().put("person", e.person().value()).put("time_ms", e.timeMillis());
        e.session().ifPresent(session -> out.put("session", session));
        return out.build();
    }

    static SessionEnd sessionEnd(Fields f) {
        SessionEnd end =
                new SessionEnd(new PersonId(f.text("person")), f.optionalText("session"), f.integer("time_ms"));
        f.end();
        return end;
    }

    private static Enrolment enrolment(Fields f) {
        Enrolment enrolment = new Enrolment(f.integer("time_ms"), f.text("by"), f.flag("replaced"));
        f.end();
        return enrolment;
    }

    static JsonObject invitation(Invitation i) {
        return JsonObject.builder()
                .put("person", i.person().value())
                .put("groups", RegistryCodec.texts(i.groups()))
                .put("code_hash", i.codeHash())
                .put("by", i.by())
                .put("time_ms", i.timeMillis())
                .put("expires_ms", i.expiresMillis())
                .put("replaces", i.replaces())
                .put("roles", RegistryCodec.ordered(i.roles().words()))
                .build();
    }

    static Invitation invitation(TenantId tenant, Fields f) {
        Invitation invitation = new Invitation(
                tenant,
                new PersonId(f.text("person")),
                Set.copyOf(f.texts("groups")),
                f.text("code_hash"),
                f.text("by"),
                f.integer("time_ms"),
                f.integer("expires_ms"),
                f.flag("replaces"),
                roles(f));
        f.end();
        return invitation;
    }

    static JsonObject passkey(Passkey p) {
        return JsonObject.builder()
                .put("person", p.person().value())
                .put("id", p.id())
                .put("algorithm", p.algorithm())
                .put("public_key", p.publicKey())
                .put("time_ms", p.createdMillis())
                .build();
    }

    static Passkey passkey(TenantId tenant, Fields f) {
        Passkey passkey = new Passkey(
                tenant,
                new PersonId(f.text("person")),
                f.text("id"),
                Math.toIntExact(f.integer("algorithm")),
                f.text("public_key"),
                f.integer("time_ms"));
        f.end();
        return passkey;
    }

    static JsonObject breakGlass(BreakGlass b) {
        JsonObject.Builder out = JsonObject.builder()
                .put("id", b.id())
                .put("agent", b.agent().value())
                .put("approval", b.approval().value())
                .put("opener", b.opener().value())
                .put("why", b.why())
                .put("time_ms", b.openedMillis())
                .put("until_ms", b.untilMillis());
        b.second().ifPresent(person -> out.put("second", person.value()));
        return out.build();
    }

    static BreakGlass breakGlass(TenantId tenant, Fields f) {
        BreakGlass glass = new BreakGlass(
                tenant,
                f.text("id"),
                new AgentId(f.text("agent")),
                new ApprovalId(f.text("approval")),
                new PersonId(f.text("opener")),
                f.optionalText("second").map(PersonId::new),
                f.text("why"),
                f.integer("time_ms"),
                f.integer("until_ms"));
        f.end();
        return glass;
    }
}
