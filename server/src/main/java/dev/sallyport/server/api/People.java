package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.auth.PersonNames;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * People: how they come to be known here. An operator invites them and never sees what they type later: the operator gets a code that works
 * once, and the person sets the credential with it.
 */
final class People {
    /** The group of whoever is enrolled without one; what the default policies ask. */
    static final String DEFAULT_GROUP = "approvers";

    /** How long an enrolment code can be used, in milliseconds. */
    static final long CODE_MILLIS = 24 * 60 * 60 * 1000L;

    private static final Pattern CREDENTIAL = Pattern.compile(CredentialKind.PERSON.prefix() + "[A-Za-z0-9_-]{43}");

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final Credentials credentials;
    private final InstantSource clock;
    /** Held from looking how a name or a code stands until the change is recorded, so that nothing is used twice. */
    private final ReentrantLock changing = new ReentrantLock();

    People(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.credentials = parts.credentials();
        this.clock = parts.clock();
    }

    private record Wanted(
            PersonId person, Set<String> groups, boolean replace, Roles roles, Optional<String> identity) {
        static Wanted of(Fields body) {
            Roles roles = body.whole().get("roles") == null ? Roles.BEFORE : PersonRoutes.roles(body);
            Set<String> groups = groups(body, roles);
            String name = body.text("name");
            PersonNames.fault(name).ifPresent(why -> {
                throw Input.wrong(why);
            });
            return new Wanted(
                    new PersonId(name),
                    groups,
                    body.whole().get("replace") != null && body.flag("replace"),
                    roles,
                    body.optionalObject("oidc").map(PersonRoutes::identity));
        }

        /** An approver answers for a group at least; who answers nothing needs none. */
        private static Set<String> groups(Fields body, Roles roles) {
            boolean answers = roles.has(Role.APPROVER);
            if (body.whole().get("groups") == null) {
                return answers ? Set.of(DEFAULT_GROUP) : Set.of();
            }
            return PersonRoutes.groups(body, answers);
        }
    }

    /** Invites a person to set a credential; one the person had is dead at once. */
    Reply invite(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        if (wanted.identity().isPresent()) {
            return named(operator, wanted, wanted.identity().get());
        }
        String code = credentials.mint(CredentialKind.ENROLMENT_CODE);
        changing.lock();
        try {
            Invitation invitation = invitation(operator, wanted, Credentials.hash(code));
            String receipt = acts.record(operator.actor(), new RegistryChange.InviteApprover(invitation), "");
            return Reply.json(
                    201,
                    JsonObject.builder()
                            .put("name", wanted.person().value())
                            .put("groups", DecisionForm.texts(wanted.groups()))
                            .put("roles", DecisionForm.texts(wanted.roles().words()))
                            .put("enrolment_code", code)
                            .put("expires_at", DecisionForm.time(invitation.expiresMillis()))
                            .put("replaces", invitation.replaces())
                            .put("receipt_id", receipt)
                            .build());
        } finally {
            changing.unlock();
        }
    }

    /** Enrols somebody whom a provider names; there is no credential to set. */
    private Reply named(Caller.Operator operator, Wanted wanted, String subject) {
        String identity = Approver.identity(operator.tenant(), subject);
        changing.lock();
        try {
            Invitation free = invitation(operator, wanted, identity);
            if (journal.registry().approverByCredential(identity).isPresent()) {
                throw new Problem(409, "credential_taken", "this name of that provider is somebody's already");
            }
            Approver approver = new Approver(
                    free.tenant(),
                    free.person(),
                    free.groups(),
                    identity,
                    new Enrolment(clock.millis(), free.by(), free.replaces()),
                    wanted.roles());
            String receipt = acts.record(
                    operator.actor(), new RegistryChange.EnrolApprover(approver), "for the word of a provider");
            return Reply.json(
                    201, PersonRoutes.row(approver).put("receipt_id", receipt).build());
        } finally {
            changing.unlock();
        }
    }

    private Invitation invitation(Caller.Operator operator, Wanted wanted, String codeHash) {
        Registry registry = journal.registry();
        TenantId tenant = operator.tenant();
        long now = clock.millis();
        Optional<Approver> approver = registry.approver(tenant, wanted.person());
        approver.ifPresent(known -> PersonRoutes.refuseOwn(operator, known));
        Optional<Invitation> open = registry.invitation(tenant, wanted.person());
        approver.map(Approver::person)
                .or(() -> open.map(Invitation::person))
                .ifPresent(known -> refuseAlike(known, wanted.person()));
        boolean stands =
                approver.isPresent() || open.filter(i -> !i.expiredAt(now)).isPresent();
        if (stands && !wanted.replace()) {
            throw new Problem(
                    409,
                    "approver_exists",
                    "a person of this name is enrolled or invited; `replace` ends that credential and invites anew");
        }
        return new Invitation(
                tenant,
                wanted.person(),
                wanted.groups(),
                codeHash,
                operator.actor().name(),
                now,
                now + CODE_MILLIS,
                approver.isPresent() || open.filter(Invitation::replaces).isPresent(),
                wanted.roles());
    }

    /** The same name in another spelling would pass for another person when people read it. */
    private static void refuseAlike(PersonId known, PersonId wanted) {
        if (!known.value().equals(wanted.value())) {
            throw new Problem(
                    409,
                    "approver_name_alike",
                    "a person is known by this name in another spelling (case, accents or width); use that spelling");
        }
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
        changing.lock();
        try {
            // Once more, now that nobody else can use the code.
            Invitation invitation = access.invited(exchange);
            if (claim.person().filter(p -> !p.equals(invitation.person())).isPresent()) {
                throw new Problem(409, "wrong_person", "this enrolment code is for another name");
            }
            String hash = Credentials.hash(claim.credential());
            if (journal.registry().approverByCredential(hash).isPresent()) {
                throw new Problem(409, "credential_taken", "this credential can't be used; choose another");
            }
            Approver approver = new Approver(
                    invitation.tenant(),
                    invitation.person(),
                    invitation.groups(),
                    hash,
                    new Enrolment(clock.millis(), invitation.by(), invitation.replaces()),
                    invitation.roles());
            Actor actor = new Actor(
                    invitation.tenant(),
                    invitation.roles().acting(),
                    invitation.person().value());
            String receipt = acts.record(
                    actor,
                    new RegistryChange.EnrolApprover(approver),
                    "with a code that " + invitation.by() + " issued");
            return Reply.json(
                    201,
                    JsonObject.builder()
                            .put("name", invitation.person().value())
                            .put("groups", DecisionForm.texts(new TreeSet<>(invitation.groups())))
                            .put("roles", DecisionForm.texts(invitation.roles().words()))
                            .put("receipt_id", receipt)
                            .build());
        } finally {
            changing.unlock();
        }
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
