package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One person: the roles an operator gives and takes, and the end. */
final class PersonRoutes {
    private static final int MOST_GROUPS = 100;
    private static final int LONGEST = 512;

    private final Access access;
    private final PeopleControls people;
    private final Input input;

    PersonRoutes(ApiParts parts) {
        this.access = parts.access();
        this.people = parts.controls().people();
        this.input = new Input(parts.jsonLimits());
    }

    /** The member {@code roles}. */
    static Roles roles(Fields body) {
        return Roles.of(body.texts("roles"));
    }

    /** The groups somebody approves for. */
    static Set<String> groups(List<String> groups, boolean answers) {
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

    private static PeopleControls.Given given(Fields body) {
        Roles roles = roles(body);
        Optional<Set<String>> groups = body.whole().get("groups") == null
                ? Optional.empty()
                : Optional.of(groups(body.texts("groups"), roles.has(Role.APPROVER)));
        return new PeopleControls.Given(roles, groups, Acts.why(body));
    }

    /** Gives a person exactly these roles, and takes the others. */
    Reply give(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String name = exchange.path("name");
        people.found(operator.actor(), name);
        PeopleControls.Enrolled given = people.give(operator.actor(), name, input.read(exchange, PersonRoutes::given));
        return Reply.json(
                200, row(given.approver()).put("receipt_id", given.receipt()).build());
    }

    /** Ends a person's credential and passkeys; the name is free again. */
    Reply retire(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Approver person = people.found(operator.actor(), exchange.path("name"));
        String why = input.readOrEmpty(exchange, Acts::why);
        String receipt = people.retire(operator.actor(), exchange.path("name"), why);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("name", person.person().value())
                        .put("status", "retired")
                        .put("receipt_id", receipt)
                        .build());
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
