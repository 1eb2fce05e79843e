package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** One person: the roles an operator gives and takes, and the end. */
final class PersonRoutes {
    private static final int MOST_GROUPS = 100;
    private static final int LONGEST = 512;

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    /** Held from looking how a person stands until the change is recorded. */
    private final ReentrantLock changing = new ReentrantLock();

    PersonRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
    }

    /** The member {@code roles}. */
    static Roles roles(Fields body) {
        return Roles.of(body.texts("roles"));
    }

    /** The member {@code groups}. */
    static Set<String> groups(Fields body, boolean answers) {
        List<String> groups = body.texts("groups");
        if (groups.isEmpty() && answers) {
            throw Input.wrong("groups is empty; name at least one group");
        }
        if (groups.size() > MOST_GROUPS) {
            throw Input.wrong("groups has " + groups.size() + " names; a person takes up to " + MOST_GROUPS);
        }
        groups.forEach(group -> Name.check("group", group));
        return new TreeSet<>(groups);
    }

    /** Whom a provider names, as {@link Approver#identity} takes it. */
    static String identity(Fields oidc) {
        String issuer = oidc.text("issuer");
        String subject = oidc.text("subject");
        if (!issuer.matches("https?://\\S+") || issuer.length() > LONGEST) {
            throw Input.wrong("`oidc.issuer` takes the provider's address as its tokens name it");
        }
        if (subject.isEmpty() || subject.length() > LONGEST) {
            throw Input.wrong(
                    "`oidc.subject` takes the provider's `sub` of the person, 1 to " + LONGEST + " characters");
        }
        oidc.end();
        return issuer + "\n" + subject;
    }

    private record Given(Roles roles, Set<String> groups, boolean hasGroups, String why) {
        static Given of(Fields body) {
            Roles roles = PersonRoutes.roles(body);
            boolean named = body.whole().get("groups") != null;
            return new Given(
                    roles,
                    named ? PersonRoutes.groups(body, roles.has(Role.APPROVER)) : Set.of(),
                    named,
                    Acts.why(body));
        }
    }

    /** Gives a person exactly these roles, and takes the others. */
    Reply give(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        found(operator, exchange);
        Given given = input.read(exchange, Given::of);
        changing.lock();
        try {
            Approver person = found(operator, exchange);
            refuseOwn(operator, person);
            Approver next = person.with(given.roles(), given.hasGroups() ? given.groups() : person.groups());
            String receipt = acts.record(
                    operator.actor(),
                    new RegistryChange.SetRoles(person.tenant(), person.person(), next.roles(), next.groups()),
                    given.why());
            return Reply.json(200, row(next).put("receipt_id", receipt).build());
        } finally {
            changing.unlock();
        }
    }

    /** Ends a person's credential and passkeys; the name is free again. */
    Reply retire(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        found(operator, exchange);
        String why = input.readOrEmpty(exchange, Acts::why);
        changing.lock();
        try {
            Approver person = found(operator, exchange);
            refuseOwn(operator, person);
            String receipt = acts.record(
                    operator.actor(), new RegistryChange.RetireApprover(person.tenant(), person.person()), why);
            return Reply.json(
                    200,
                    JsonObject.builder()
                            .put("name", person.person().value())
                            .put("status", "retired")
                            .put("receipt_id", receipt)
                            .build());
        } finally {
            changing.unlock();
        }
    }

    private Approver found(Caller.Operator operator, Exchange exchange) {
        return Input.found(
                journal.registry()
                        .approver(operator.tenant(), Input.named(exchange.path("name"), PersonId::new, "person")),
                "person");
    }

    /** Nobody gives themselves a role, nor takes one away by mistake. */
    static void refuseOwn(Caller.Operator operator, Approver person) {
        if (operator.name().equals(person.person().value())) {
            throw new Problem(403, "own_roles", "somebody else changes what you may do");
        }
    }

    /** A person as it is shown; nothing of any credential. */
    static JsonObject.Builder row(Approver approver) {
        JsonObject.Builder out = JsonObject.builder()
                .put("name", approver.person().value())
                .put("groups", DecisionForm.texts(new TreeSet<>(approver.groups())))
                .put("roles", DecisionForm.texts(approver.roles().words()))
                .put("signs_in", approver.comesByProvider() ? "provider" : "credential")
                .put("status", "enrolled");
        Enrolment enrolment = approver.enrolment();
        if (!enrolment.equals(Enrolment.UNKNOWN)) {
            out.put("enrolled_at", DecisionForm.time(enrolment.timeMillis()))
                    .put("enrolled_by", enrolment.by())
                    .put("replaced", enrolment.replaced());
        }
        return out;
    }
}
