package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Passkey;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.passkey.PasskeyRefused;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A person's passkey: one, registered on the console, dead with the person's credential. */
final class PasskeyPages {
    private final Console.Parts parts;
    private final Doors doors;
    private final Optional<Keys> keys;

    PasskeyPages(Console.Parts parts, Doors doors, Optional<Keys> keys) {
        this.parts = parts;
        this.doors = doors;
        this.keys = keys;
    }

    private Collection<Passkey> of(Doors.Person person) {
        return parts.registry()
                .passkeys(person.approver().tenant(), person.approver().person());
    }

    Reply show(Exchange exchange) {
        return doors.person(exchange)
                .map(person -> Frame.of(person, exchange, Screen.PASSKEY).page("You", you(person) + body(person)))
                .orElseGet(() -> Console.stranger(exchange, "/console/passkeys"));
    }

    /** Who the person is here, and the browsers it is signed in with. */
    private String you(Doors.Person person) {
        StringBuilder out = new StringBuilder(2_048);
        out.append("<p>You are ");
        person.approver()
                .roles()
                .words()
                .forEach(word -> out.append(Pages.tag(word)).append(' '));
        out.append(person.approver().roles().all().isEmpty() ? "nothing here yet." : "")
                .append("</p><h2>Your sessions</h2>\n");
        PeoplePages.sessions(
                person,
                parts.sessions().of(person.approver().tenant()).stream()
                        .filter(p ->
                                p.approver().person().equals(person.approver().person()))
                        .toList(),
                out);
        return out.append("<h2>Passkey</h2>\n").toString();
    }

    private String body(Doors.Person person) {
        if (!of(person).isEmpty()) {
            return "<p>You have a passkey. What is of high risk takes it. To begin anew, have an operator invite you anew.</p>";
        }
        if (keys.isEmpty()) {
            return "<p>No passkey can be registered: <code>approvals.console.url</code> does not say where this console is.</p>";
        }
        String nonce = person.session().nonce(parts.clock().millis());
        return "<p>With a passkey your device signs each approval of high risk, and nothing less will do from then on.</p>"
                + Pages.form(
                        person,
                        "/console/passkeys",
                        keys.get().making(person, nonce),
                        Pages.hidden("nonce", nonce) + "<button>Register a passkey</button>");
    }

    Reply register(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        if (keys.isEmpty() || !of(person).isEmpty()) {
            throw new Problem(409, "passkey_exists", "there is one already, or this console takes none");
        }
        if (!person.session().takes(form.text("nonce"), parts.clock().millis())) {
            throw new Problem(409, "challenge_spent", "the page was too old or used before; load it again");
        }
        try {
            record(person, keys.get().made(person, form));
        } catch (PasskeyRefused e) {
            throw new Problem(403, "passkey_refused", "the key was not taken: " + e.getMessage());
        }
        return Html.to("/console/passkeys", Map.of());
    }

    private void record(Doors.Person person, Passkey key) {
        Actor actor = new Actor(
                key.tenant(),
                person.approver().roles().acting(),
                person.approver().person().value());
        CommitResult result = parts.gate().change(actor, new RegistryChange.EnrolPasskey(key), "on the console");
        if (!(result instanceof CommitResult.Committed)) {
            throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        }
    }
}
