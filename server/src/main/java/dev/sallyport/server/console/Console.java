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
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.api.Controls;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.passkey.Ceremony;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.store.console.Searches;
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
            "passkey.js");

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
            BooleanSupplier serving) {
        Registry registry() {
            return journal.registry();
        }
    }

    /**
     * The pages.
     *
     * @param https whether this gateway itself speaks TLS
     */
    public Console(Settings.Console settings, boolean https, Parts parts) {
        this.parts = parts;
        boolean secure =
                settings.url().map(url -> "https".equals(url.getScheme())).orElse(https);
        this.doors = new Doors(
                parts::registry,
                parts.events(),
                parts.clock(),
                parts.ticker(),
                parts.random(),
                parts.house(),
                settings.sessionMillis(),
                secure);
        Optional<Keys> keys = settings.url().map(url -> new Keys(new Ceremony(url), parts.clock()));
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
        this.controls = new ControlPages(parts, doors);
    }

    /** The routes, all below {@code /console/}. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(own());
        controls.pages(Console::get, Console::post).forEach(routes::add);
        routes.add(get("/console/{file}", Console::file)); // whatever is no page
        return List.copyOf(routes);
    }

    private List<Route> own() {
        return List.of(
                get("/console/", inbox::show),
                get("/console/find.json", finder::find),
                post("/console/theme", exchange -> Theme.choose(doors, exchange)),
                get("/console/approvals.json", this::json),
                get("/console/sign-in", exchange -> Html.page(200, "Sign in", Pages.signIn("/console/", false))),
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
                ? Html.page(200, "Sign in", Pages.signIn(path, false))
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
                .orElseGet(() -> Html.page(403, "Sign in", Pages.signIn(next, true)));
    }

    private Reply signOut(Exchange exchange) {
        doors.sender(exchange, Form.of(exchange));
        return Html.to("/console/sign-in", Map.of("Set-Cookie", doors.signOut(exchange)));
    }
}
