package dev.sallyport.server.api;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.preview.PathPattern;
import dev.sallyport.connect.preview.PreviewScope;
import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Assurance;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.preview.PreviewPlan;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Previews: operators open, list and close them; a preview's token opens no route here. */
final class PreviewRoutes {
    private static final int MOST_PATHS = 32;

    private final Optional<PreviewPlan> plan;
    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final IdSource ids;
    private final Credentials credentials;
    private final InstantSource clock;
    /** Held from counting the open ones until the next is recorded. */
    private final ReentrantLock opening = new ReentrantLock();

    PreviewRoutes(ApiParts parts) {
        this.plan = parts.previews();
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.ids = parts.ids();
        this.credentials = parts.credentials();
        this.clock = parts.clock();
    }

    /** What an operator asks for. */
    private record Wanted(
            String service, PersonId person, List<String> paths, List<String> methods, long seconds, String why) {
        static Wanted of(Fields body) {
            Wanted wanted = new Wanted(
                    body.text("service"),
                    new PersonId(body.text("person")),
                    body.texts("paths"),
                    body.texts("methods"),
                    body.integer("seconds"),
                    Acts.why(body));
            wanted.check();
            return wanted;
        }

        private void check() {
            if (paths.isEmpty() || paths.size() > MOST_PATHS) {
                throw Input.wrong("`paths` takes 1 to " + MOST_PATHS + " patterns such as /docs/**");
            }
            if (paths.stream().anyMatch(p -> PathPattern.parse(p).isEmpty())) {
                throw Input.wrong(
                        "`paths` takes patterns that begin with /, hold no dot segment, no empty segment and no `;`,"
                                + " and have ** as a whole segment, at most twice");
            }
            if (methods.isEmpty() || !PreviewScope.METHODS.containsAll(methods)) {
                throw Input.wrong("`methods` takes of GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE, at least one");
            }
        }
    }

    Reply open(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        PreviewPlan plans = plan();
        long longest = plans.settings().longestMillis() / 1000;
        if (wanted.seconds() < 1 || wanted.seconds() > longest) {
            throw Input.wrong("`seconds` takes 1 to " + longest);
        }
        Service service = Input.found(plans.service(operator.tenant(), wanted.service()), "service");
        Approver person = Input.found(journal.registry().approver(operator.tenant(), wanted.person()), "person");
        String token = credentials.mint(CredentialKind.PREVIEW);
        opening.lock();
        try {
            Preview preview = preview(operator, wanted, service, person, token, plans);
            String receipt = acts.record(
                    operator.actor(), new RegistryChange.OpenPreview(preview, agent(preview)), wanted.why());
            JsonObject.Builder out = form(preview, journal.registry()).put("preview_token", token);
            plans.url().map(URI::toString).ifPresent(url -> out.put("url", url + "/"));
            return Reply.json(201, out.put("receipt_id", receipt).build());
        } finally {
            opening.unlock();
        }
    }

    private PreviewPlan plan() {
        return plan.orElseThrow(() ->
                new Problem(409, "previews_off", "no preview door listens; set `preview.port` and `preview.services`"));
    }

    private Preview preview(
            Caller.Operator operator,
            Wanted wanted,
            Service service,
            Approver person,
            String token,
            PreviewPlan plans) {
        long now = clock.millis();
        Registry registry = journal.registry();
        long open = registry.previews().stream()
                .filter(p -> p.isOpen(registry, now))
                .count();
        if (open >= plans.settings().most()) {
            throw new Problem(
                    409,
                    "previews_full",
                    "as many previews are open as `preview.open` lets be ("
                            + plans.settings().most() + "); close one");
        }
        return new Preview(
                operator.tenant(),
                "pre_" + ids.next(),
                new AgentId("agt_" + ids.next()),
                service.name(),
                person.person(),
                wanted.paths(),
                wanted.methods(),
                Credentials.hash(token),
                now,
                now + wanted.seconds() * 1000);
    }

    /** Who stands for it: owned by the person, and without a token that any other door would take. */
    private static Agent agent(Preview preview) {
        String key = Preview.KEY_PREFIX + preview.id();
        return new Agent(
                preview.tenant(),
                preview.agent(),
                key,
                key,
                "preview",
                Optional.of(preview.person()),
                "preview",
                "medium",
                TrustLevel.SEMI_TRUSTED_CUSTOMER,
                Scheme.SALLYPORT_JCS_2,
                Assurance.ADVISORY,
                AgentStatus.ACTIVE,
                "none:" + preview.id(), // no SHA-256 of anything
                Optional.empty(),
                false,
                Optional.empty());
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Registry registry = journal.registry();
        List<Json> rows = registry.previews().stream()
                .filter(p -> p.tenant().equals(operator.tenant()))
                .sorted(Comparator.comparingLong(Preview::openedMillis).thenComparing(Preview::id))
                .<Json>map(p -> form(p, registry).build())
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("previews", new JsonArray(rows)).build());
    }

    Reply close(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String why = input.readOrEmpty(exchange, Acts::why);
        Preview preview = Input.found(
                journal.registry().previews().stream()
                        .filter(p -> p.tenant().equals(operator.tenant()) && p.id().equals(exchange.path("id")))
                        .findFirst(),
                "preview");
        String receipt = acts.record(
                operator.actor(),
                new RegistryChange.ClosePreview(preview.tenant(), preview.id(), preview.agent()),
                why);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("preview_id", preview.id())
                        .put("status", "closed")
                        .put("receipt_id", receipt)
                        .build());
    }

    private JsonObject.Builder form(Preview preview, Registry registry) {
        String standing = registry.agent(preview.tenant(), preview.agent())
                .map(a -> a.status().name().toLowerCase(Locale.ROOT))
                .orElse("revoked");
        return JsonObject.builder()
                .put("preview_id", preview.id())
                .put("agent_id", preview.agent().value())
                .put("service", preview.service())
                .put("person", preview.person().value())
                .put("paths", GrantRoutes.texts(preview.paths()))
                .put("methods", GrantRoutes.texts(preview.methods()))
                .put("status", preview.isOpen(registry, clock.millis()) ? standing : "over")
                .put("opened_at", DecisionForm.time(preview.openedMillis()))
                .put("expires_at", DecisionForm.time(preview.expiresMillis()));
    }
}
