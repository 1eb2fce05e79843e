package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.Name;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** People who approve. An operator enrols them and hands each the credential, which is shown once and typed ever after. */
final class People {
    /** The group of whoever is enrolled without one; what the default policies ask. */
    static final String DEFAULT_GROUP = "approvers";

    private final Access access;
    private final Acts acts;
    private final Input input;
    private final Credentials credentials;

    People(ApiParts parts) {
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.credentials = parts.credentials();
    }

    private record Wanted(PersonId person, Set<String> groups) {
        static Wanted of(Fields body) {
            List<String> groups = body.whole().get("groups") == null ? List.of(DEFAULT_GROUP) : body.texts("groups");
            if (groups.isEmpty()) {
                throw Input.wrong("groups is empty; name at least one group");
            }
            groups.forEach(group -> Name.check("group", group));
            return new Wanted(new PersonId(body.text("name")), new TreeSet<>(groups));
        }
    }

    Reply enrol(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        String credential = credentials.mint(CredentialKind.PERSON);
        Approver approver =
                new Approver(operator.tenant(), wanted.person(), wanted.groups(), Credentials.hash(credential));
        String receipt = acts.record(operator.actor(), new RegistryChange.EnrolApprover(approver), "");
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("name", wanted.person().value())
                        .put("groups", DecisionForm.texts(wanted.groups()))
                        .put("credential", credential)
                        .put("receipt_id", receipt)
                        .build());
    }
}
