package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.passkey.Ceremony;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The routes of the pages. Thread-safe. */
public final class Console {
    private final Parts parts;
    private final Doors doors;
    private final ApprovalPages approvals;
    private final PasskeyPages passkeys;

    /** What the pages stand on. */
    public record Parts(
            Gate gate,
            Journal journal,
            Waiting waiting,
            HeldForm form,
            Ballot ballot,
            Outbox outbox,
            EventSink events,
            InstantSource clock,
            LongSupplier ticker,
            SecureRandom random,
            TenantId house) {
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
        this.approvals = new ApprovalPages(parts, doors, keys);
        this.passkeys = new PasskeyPages(parts, doors, keys);
    }

    /** The routes, all below {@code /console/}. */
    public List<Route> routes() {
        return List.of(
                get("/console/", this::list),
                get("/console/approvals.json", this::json),
                get("/console/sign-in", exchange -> Html.page(200, "Sign in", Pages.signIn("/console/", false))),
                post("/console/sign-in", this::signIn),
                post("/console/sign-out", this::signOut),
                get("/console/approvals/{id}", approvals::show),
                post("/console/approvals/{id}", approvals::answer),
                post("/console/approvals/{id}/break-glass", approvals::open),
                post("/console/break-glass/{id}", approvals::confirm),
                get("/console/passkeys", passkeys::show),
                post("/console/passkeys", passkeys::register),
                get("/console/console.css", exchange -> file("console.css", "text/css; charset=utf-8")),
                get("/console/console.js", exchange -> file("console.js", "text/javascript; charset=utf-8")));
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

    private static Reply file(String name, String type) {
        try (InputStream in = Console.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return Reply.text(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply list(Exchange exchange) {
        return doors.person(exchange)
                .map(person -> Html.page(
                        200,
                        "Approvals",
                        Pages.list(
                                person,
                                waiting(person),
                                parts.registry().breakGlasses(person.approver().tenant()).stream()
                                        .filter(glass -> parts.clock().millis() < glass.untilMillis())
                                        .toList())))
                .orElseGet(() -> stranger(exchange, "/console/"));
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
        Doors.Person person = doors.person(exchange)
                .orElseThrow(() -> new Problem(401, "credential_missing", "sign in on the console first"));
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
