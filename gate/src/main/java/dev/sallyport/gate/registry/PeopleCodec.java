package dev.sallyport.gate.registry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
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
                .build();
    }

    static Approver approver(TenantId tenant, Fields f) {
        return new Approver(
                tenant,
                new PersonId(f.text("person")),
                Set.copyOf(f.texts("groups")),
                f.text("credential_hash"),
                f.optionalObject("enrolment").map(PeopleCodec::enrolment).orElse(Enrolment.UNKNOWN));
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
                f.flag("replaces"));
        f.end();
        return invitation;
    }
}
