package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.SortedMap;
import java.util.TreeMap;

/** The active policy bundle: reading it, and replacing it as a receipted act. A bundle that does not load changes nothing. */
final class PolicyRoutes {
    private final Journal journal;
    private final Policies policies;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final boolean fromDirectory;

    PolicyRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.policies = parts.policies();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.fromDirectory = parts.policiesFromDirectory();
    }

    Reply active(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        PolicySource source = Input.found(journal.registry().policy(tenant), "active policy");
        JsonObject.Builder files = JsonObject.builder();
        source.files().forEach(files::put);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("digest", source.digest())
                        .put("files", files.build())
                        .build());
    }

    private record Wanted(SortedMap<String, String> files, String why) {
        static Wanted of(Fields body) {
            SortedMap<String, String> files = new TreeMap<>();
            body.object("files").whole().members().forEach((name, text) -> {
                if (!name.endsWith(".cedar") || name.contains("/") || !(text instanceof JsonString string)) {
                    throw Input.wrong("files maps names such as `agents.cedar` to policy text");
                }
                files.put(name, string.value());
            });
            if (files.isEmpty()) {
                throw Input.wrong("files is empty; a bundle holds at least one file");
            }
            return new Wanted(files, Acts.why(body));
        }
    }

    Reply activate(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        if (fromDirectory) {
            throw new Problem(
                    409,
                    "policies_from_directory",
                    "policies come from the folder in the configuration; change its files and send SIGHUP");
        }
        PolicySource source = PolicyDigest.source(operator.tenant(), wanted.files());
        try {
            policies.bundle(source);
        } catch (PolicyRefused e) {
            throw new Problem(422, "policy_refused", String.valueOf(e.getMessage()));
        }
        String receipt = acts.record(operator.actor(), new RegistryChange.ActivatePolicy(source), wanted.why());
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("digest", source.digest())
                        .put("receipt_id", receipt)
                        .build());
    }
}
