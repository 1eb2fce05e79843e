package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.registry.StaffKey;
import dev.sallyport.gate.registry.StaffRole;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Map;
import java.util.Optional;

/**
 * Who of the people on the console acts as an operator: whoever shows, in this browser, an operator key of the same tenant, for half an hour. It is
 * the one place pages ask whether somebody may set rules, playbooks, shields and policies. Of the key its hash is held, in memory, and it is
 * looked up again at each act. Thread-safe.
 */
final class Operating {
    static final String PATH = "/console/operating";
    private static final long LASTS_MILLIS = 30 * 60_000L;

    private final Console.Parts parts;
    private final Doors doors;

    Operating(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    private Optional<StaffKey> key(Doors.Person person, String hash) {
        return parts.registry()
                .staffKey(hash)
                .filter(key -> key.role() == StaffRole.OPERATOR
                        && key.tenant().equals(person.approver().tenant()));
    }

    /** As whom the person acts; receipts name the person and the key. */
    Optional<Actor> actor(Doors.Person person) {
        return person.session()
                .operatorHash(parts.clock().millis())
                .flatMap(hash -> key(person, hash))
                .map(key -> new Actor(
                        key.tenant(), "operator", person.approver().person().value() + " with " + key.id()));
    }

    /**
     * The same, where it is needed.
     *
     * @throws Problem 403 {@code operator_wanted} for whoever does not act as one
     */
    Actor required(Doors.Person person) {
        return actor(person)
                .orElseThrow(() -> new Problem(
                        403,
                        "operator_wanted",
                        "this takes an operator: show an operator key on the page first, or use the command line"));
    }

    /**
     * How somebody begins to act as an operator, and stops.
     *
     * @param next where the form leads back to
     */
    String panel(Doors.Person person, String next) {
        String back = Pages.hidden("next", next);
        if (actor(person).isPresent()) {
            return Pages.form(
                    person,
                    PATH,
                    "class=\"row glass panel noprint\"",
                    back
                            + "<span>You act as an operator in this browser, for half an hour from when you showed the key.</span>"
                            + "<button class=\"plain\" name=\"act\" value=\"end\">Stop acting as an operator</button>");
        }
        return "<details class=\"panel noprint\"><summary>Change something here: act as an operator</summary>"
                + Pages.form(
                        person,
                        PATH,
                        "class=\"row\"",
                        back
                                + "<label>Operator key <input type=\"password\" name=\"key\" required autocomplete=\"off\"></label>"
                                + "<button name=\"act\" value=\"begin\">Act as an operator</button>")
                + "<p class=\"muted\">It holds for half an hour, in this browser alone. Receipts name you and the key.</p></details>\n";
    }

    /** Begins or ends it, and goes back. */
    Reply change(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        if (!form.text("act").equals("begin")) {
            person.session().operate("", 0);
            return Html.to(Frame.within(form.text("next")), Map.of());
        }
        String hash = Credentials.hash(form.text("key").strip());
        boolean known = key(person, hash).isPresent();
        parts.events()
                .emit(new Event(
                        known ? EventName.AUTH_ACCEPTED : EventName.AUTH_DENIED,
                        person.approver().tenant(),
                        parts.clock().millis(),
                        "",
                        Map.of("auth.reason", "console_operator", "source.address", exchange.remoteAddress())));
        if (!known) {
            throw new Problem(403, "credential_unknown", "that is no operator key of this tenant");
        }
        person.session().operate(hash, parts.clock().millis() + LASTS_MILLIS);
        return Html.to(Frame.within(form.text("next")), Map.of());
    }
}
