package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.api.Controls;
import dev.sallyport.server.api.IncidentStories;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.config.Chosen;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.oidc.OidcSignIn;
import dev.sallyport.server.passkey.Ceremony;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.signin.Sessions;
import dev.sallyport.server.signin.Visiting;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The routes of the pages. Thread-safe. */
public final class Console {
    private static final String STYLE = "console.css";
    private static final Set<String> MODULES = Set.of(
            "console.js",
            "element.js",
            "feed.js",
            "gridrows.js",
            "query.js",
            "peek.js",
            "receipt.js",
            "verify.js",
            "here.js",
            "keys.js",
            "palette.js",
            "passkey.js",
            "approvals.js",
            "countdown.js");

    private static final int BUSY = 429;

    /** Pages that tell stories, show what would be, play examples, count figures or evaluate a pilot. */
    private static final Set<String> EXPENSIVE = Set.of(
            "GET /console/incidents/{id}",
            "GET " + RulePages.PATH + "/{id}",
            "GET " + ShieldPages.PATH,
            "GET " + ShieldPages.PATH + "/{id}",
            "GET " + PilotPages.PATH,
            "POST " + PilotPages.PATH,
            "GET " + CampaignPages.PATH,
            "GET " + CampaignPages.PATH + "/{name}",
            "GET " + FindingPages.PATH,
            "GET " + FindingPages.PATH + "/{id}");

    private final Parts parts;
    private final Doors doors;
    private final Inbox inbox;
    private final Finder finder;
    private final FeedPages feed;
    private final PeekPages peek;
    private final ReceiptPages receipts;
    private final IncidentPages incidents;
    private final SavedSearches saved;
    private final ApprovalPages approvals;
    private final PasskeyPages passkeys;
    private final DecisionPages decisions;
    private final OidcPages oidc;
    private final RegistryPages registry;
    private final PeoplePages people;
    private final VisitPages visits;
    private final SettingsPages settings;
    private final ControlPages controls;

    /** What the pages stand on. */
    public record Parts(
            Gate gate,
            Journal journal,
            Waiting waiting,
            HeldForm form,
            Ballot ballot,
            Outbox outbox,
            Records records,
            Reports reports,
            EventSink events,
            InstantSource clock,
            LongSupplier ticker,
            SecureRandom random,
            TenantId house,
            IdSource ids,
            Searches searches,
            LogTexts logs,
            ReceiptLogs published,
            Soc soc,
            Controls controls,
            IncidentStories stories,
            BooleanSupplier serving,
            Sessions sessions,
            Visiting visiting,
            Optional<OidcSignIn> oidc,
            Visits visits,
            Supplier<List<Chosen>> chosen) {
        Registry registry() {
            return journal.registry();
        }
    }

    /**
     * The pages.
     *
     * @param https whether this gateway itself speaks TLS
     */
    public Console(Settings.Console console, boolean https, Parts parts) {
        this.parts = parts;
        boolean secure =
                console.url().map(url -> "https".equals(url.getScheme())).orElse(https);
        this.doors = new Doors(parts, secure);
        Optional<Keys> keys = console.url().map(url -> new Keys(new Ceremony(url), parts.clock()));
        this.inbox = new Inbox(parts, doors);
        this.finder = new Finder(parts, doors);
        this.saved = new SavedSearches(parts, doors);
        this.feed = new FeedPages(parts, doors, saved);
        this.peek = new PeekPages(parts, doors);
        this.receipts = new ReceiptPages(parts, doors);
        this.incidents = new IncidentPages(parts, doors);
        this.approvals = new ApprovalPages(parts, doors, keys);
        this.passkeys = new PasskeyPages(parts, doors, keys);
        this.decisions = new DecisionPages(parts, doors);
        this.oidc = new OidcPages(parts, doors);
        this.registry = new RegistryPages(parts, doors);
        this.people = new PeoplePages(parts, doors);
        this.visits = new VisitPages(parts, doors, feed::index);
        this.settings = new SettingsPages(parts, doors);
        this.controls = new ControlPages(parts, doors);
    }

    /** The routes, all below {@code /console/}. */
    public List<Route> routes() {
        return all().stream().map(this::admitted).map(doors::guarded).toList();
    }

    /** A page that works out much waits for nobody: without a place for it the person is told so, and asks again. */
    private Route admitted(Route route) {
        if (!EXPENSIVE.contains(route.name())) {
            return route;
        }
        Endpoint placed = exchange -> {
            Optional<Doors.Person> person = doors.person(exchange);
            if (person.isEmpty()) {
                return route.endpoint().answer(exchange);
            }
            Approver one = person.get().approver();
            try {
                return parts.controls()
                        .admission()
                        .admit(
                                one.tenant(),
                                one.person().value(),
                                () -> route.endpoint().answer(exchange));
            } catch (Problem busy) {
                if (busy.status() != BUSY) {
                    throw busy;
                }
                return Pages.busy(exchange, busy);
            }
        };
        return new Route(route.method(), route.template(), placed, route.openEnded());
    }

    private List<Route> all() {
        List<Route> routes = new ArrayList<>(own());
        routes.addAll(controls.pages(Console::get, Console::post));
        routes.add(get("/console/{file}", Console::file)); // whatever is no page
        return routes;
    }

    private List<Route> own() {
        return List.of(
                get("/console/", inbox::show),
                get("/console/find.json", finder::find),
                post("/console/theme", exchange -> Theme.choose(doors, exchange)),
                get(Inbox.POLLED, this::json),
                get("/console/sign-in", exchange -> Html.page(200, "Sign in", signInForm("/console/", false))),
                get("/console/oidc/start", oidc::start),
                get(OidcPages.BACK, oidc::back),
                post("/console/sign-in", this::signIn),
                post("/console/sign-out", this::signOut),
                get("/console/approvals/{id}", approvals::show),
                post("/console/approvals/{id}", approvals::answer),
                post("/console/approvals/{id}/break-glass", approvals::open),
                post("/console/break-glass/{id}", approvals::confirm),
                get("/console/feed", feed::page),
                get("/console/feed/rows.json", feed::rows),
                get("/console/feed/stream", feed::follow),
                get("/console/feed/peek.json", peek::peek),
                post("/console/feed/searches", saved::keep),
                post("/console/feed/searches/{id}", saved::change),
                get("/console/receipts", receipts::list),
                get("/console/receipts/{id}", receipts::show),
                get("/console/receipts/{id}/evidence.json", receipts::evidence),
                get("/console/incidents", incidents::list),
                get("/console/incidents/{id}", incidents::show),
                post("/console/incidents/{id}", incidents::handle),
                get("/console/decisions", decisions::list),
                get("/console/decisions/{id}", decisions::show),
                post("/console/decisions/{id}/reports", decisions::report),
                get("/console/registry", registry::show),
                post("/console/registry", registry::act),
                get("/console/people", people::show),
                post("/console/people", people::change),
                post("/console/sessions", people::end),
                get("/console/visits", visits::show),
                get("/console/settings", settings::show),
                get("/console/passkeys", passkeys::show),
                post("/console/passkeys", passkeys::register));
    }

    private static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, endpoint);
    }

    /** What is wrong with a form is shown as a page, for it is a person who reads it. */
    private static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, exchange -> {
            try {
                return endpoint.answer(exchange);
            } catch (Problem problem) {
                String body = "<p class=\"bad\">" + Html.of(String.valueOf(problem.getMessage())) + "</p><p><code>"
                        + Html.of(problem.code()) + "</code></p><p><a href=\"/console/\">Back</a></p>";
                return Html.page(problem.status(), "Not done", body);
            }
        });
    }

    /** A file of the pages; nothing else of the program is reached by a name. */
    private static Reply file(Exchange exchange) {
        String name = exchange.path("file");
        String type = name.equals(STYLE) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
        if (!name.equals(STYLE) && !MODULES.contains(name)) {
            throw new Problem(404, "no_such_route", "nothing is served here");
        }
        try (InputStream in = Console.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return Reply.text(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Problem signedOut() {
        return new Problem(401, "credential_missing", "sign in on the console first");
    }

    /** Somebody who is not signed in, or comes by a link from elsewhere. */
    static Reply stranger(Exchange exchange, String path) {
        return exchange.query("again").isPresent()
                ? Html.page(200, "Sign in", Pages.signIn(path, false, false))
                : Doors.again(path);
    }

    private List<Approval> waiting(Doors.Person person) {
        return parts.waiting().of(person.approver().tenant());
    }

    private Reply json(Exchange exchange) {
        Doors.Person person = doors.person(exchange).orElseThrow(Console::signedOut);
        List<Json> rows = waiting(person).stream()
                .<Json>map(approval -> parts.form().row(approval).build())
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("approvals", new JsonArray(rows)).build());
    }

    private Reply signIn(Exchange exchange) {
        Form form = Form.of(exchange);
        String next = form.text("next").matches("/console/[a-zA-Z0-9_/-]*") ? form.text("next") : "/console/";
        return doors.signIn(
                        exchange, form.text("name").strip(), form.text("secret").strip())
                .map(cookie -> Html.to(next, Map.of("Set-Cookie", cookie)))
                .orElseGet(() -> Html.page(403, "Sign in", signInForm(next, true)));
    }

    private String signInForm(String next, boolean refused) {
        return Pages.signIn(next, refused, parts.oidc().isPresent());
    }

    private Reply signOut(Exchange exchange) {
        doors.sender(exchange, Form.of(exchange));
        return Html.to("/console/sign-in", Map.of("Set-Cookie", doors.signOut(exchange)));
    }
}
