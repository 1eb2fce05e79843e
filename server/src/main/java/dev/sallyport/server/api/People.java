package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** People: how they come to be known here, over the API. */
final class People {
    private static final Pattern CREDENTIAL = Pattern.compile(CredentialKind.PERSON.prefix() + "[A-Za-z0-9_-]{43}");

    private final Journal journal;
    private final Access access;
    private final PeopleControls people;
    private final Input input;
    private final InstantSource clock;

    People(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.people = parts.controls().people();
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
    }

    /** An invitation, and the name a provider has for the person, where one is to be believed. */
    private record Asked(PeopleControls.Wanted wanted, Optional<String> identity) {
        static Asked of(Fields body) {
            Roles roles = body.whole().get("roles") == null ? Roles.BEFORE : PersonRoutes.roles(body);
            Set<String> groups = body.whole().get("groups") == null
                    ? Set.of()
                    : PersonRoutes.groups(body.texts("groups"), roles.has(Role.APPROVER));
            return new Asked(
                    PeopleControls.Wanted.of(
                            body.text("name"),
                            roles,
                            groups,
                            body.whole().get("replace") != null && body.flag("replace")),
                    body.optionalObject("oidc").map(PersonRoutes::identity));
        }
    }

    /** Invites a person to set a credential; one the person had is dead at once. */
    Reply invite(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Asked asked = input.read(exchange, Asked::of);
        if (asked.identity().isPresent()) {
            PeopleControls.Enrolled named = people.named(
                    operator.actor(), asked.wanted(), asked.identity().get());
            return Reply.json(
                    201,
                    PersonRoutes.row(named.approver())
                            .put("receipt_id", named.receipt())
                            .build());
        }
        PeopleControls.Invited invited = people.invite(operator.actor(), asked.wanted());
        Invitation invitation = invited.invitation();
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("name", invitation.person().value())
                        .put("groups", DecisionForm.texts(invitation.groups()))
                        .put("roles", DecisionForm.texts(invitation.roles().words()))
                        .put("enrolment_code", invited.code())
                        .put("expires_at", DecisionForm.time(invitation.expiresMillis()))
                        .put("replaces", invitation.replaces())
                        .put("receipt_id", invited.receipt())
                        .build());
    }

    private record Claim(Optional<PersonId> person, String credential) {
        static Claim of(Fields body) {
            String credential = body.text("credential");
            if (!CREDENTIAL.matcher(credential).matches()) {
                throw Input.wrong("credential takes " + CredentialKind.PERSON.prefix()
                        + " and 43 characters of base64url: 256 bits nobody can guess");
            }
            return new Claim(body.optionalText("name").map(PersonId::new), credential);
        }
    }

    /** The invited person sets the credential; the code is used up. */
    Reply claim(Exchange exchange) {
        access.invited(exchange);
        Claim claim = input.read(exchange, Claim::of);
        // Once more under the lock, where nobody else can use the code.
        PeopleControls.Enrolled enrolled =
                people.claim(() -> access.invited(exchange), claim.person(), claim.credential());
        Approver approver = enrolled.approver();
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("name", approver.person().value())
                        .put("groups", DecisionForm.texts(new TreeSet<>(approver.groups())))
                        .put("roles", DecisionForm.texts(approver.roles().words()))
                        .put("receipt_id", enrolled.receipt())
                        .build());
    }

    /** Everybody who may approve or is invited to, by name, with who let them in and when. */
    Reply list(Exchange exchange) {
        Caller caller = access.caller(exchange);
        switch (caller) {
            case Caller.Operator o -> {}
            case Caller.Person p -> {}
            case Caller.AgentCaller a -> throw refused(caller, exchange);
            case Caller.Enroller e -> throw refused(caller, exchange);
        }
        Registry registry = journal.registry();
        TreeMap<PersonId, Json> rows = new TreeMap<>();
        registry.approvers(caller.tenant())
                .forEach(a -> rows.put(a.person(), PersonRoutes.row(a).build()));
        registry.invitations(caller.tenant()).forEach(i -> rows.put(i.person(), row(i)));
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("approvers", new JsonArray(List.copyOf(rows.values())))
                        .build());
    }

    private Problem refused(Caller caller, Exchange exchange) {
        return access.refused(caller, exchange, "an operator key or a person's credential");
    }

    private JsonObject row(Invitation invitation) {
        return JsonObject.builder()
                .put("name", invitation.person().value())
                .put("groups", DecisionForm.texts(new TreeSet<>(invitation.groups())))
                .put("roles", DecisionForm.texts(invitation.roles().words()))
                .put("status", invitation.expiredAt(clock.millis()) ? "expired" : "invited")
                .put("invited_at", DecisionForm.time(invitation.timeMillis()))
                .put("invited_by", invitation.by())
                .put("expires_at", DecisionForm.time(invitation.expiresMillis()))
                .put("replaced", invitation.replaces())
                .build();
    }
}
