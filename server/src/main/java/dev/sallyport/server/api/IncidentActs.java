package dev.sallyport.server.api;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.Desk;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Verdict;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people do with incidents: operators and people of the tenant hand over, close and merge; only people in person confirm or refuse a
 * step. Each act has a receipt in the tenant's chain.
 */
final class IncidentActs {
    private static final int NOTE = 500;

    private final Soc soc;
    private final Book book;
    private final Desk desk;
    private final Access access;
    private final Input input;
    private final Function<Incident, Reply> shown;

    IncidentActs(ApiParts parts, Soc soc, Function<Incident, Reply> shown) {
        this.soc = soc;
        this.book = soc.book();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.shown = shown;
        this.desk = soc.desk();
    }

    Desk desk() {
        return desk;
    }

    Reply assign(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        String who = input.readOrEmpty(exchange, body -> body.optionalText("assignee"))
                .orElse(caller.actor().name());
        if (who.isBlank() || who.length() > NOTE) {
            throw Input.wrong("`assignee` takes 1 to " + NOTE + " characters");
        }
        return told(done(caller, exchange, Act.Kind.ASSIGNED, "", who));
    }

    private record Closing(Verdict verdict, String note) {
        static Closing of(Fields body) {
            Closing closing = new Closing(
                    body.optionalText("verdict")
                            .map(word -> Verdict.byWire(word)
                                    .orElseThrow(() -> Input.wrong(
                                            "`verdict` takes true_positive, benign, false_positive or undecided")))
                            .orElse(Verdict.UNDECIDED),
                    body.optionalText("note").orElse(""));
            if (closing.note().length() > NOTE) {
                throw Input.wrong("`note` takes up to " + NOTE + " characters");
            }
            return closing;
        }
    }

    Reply close(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        Closing closing = input.readOrEmpty(exchange, Closing::of);
        return told(done(caller, exchange, Act.Kind.CLOSED, closing.verdict().wire(), closing.note()));
    }

    Reply merge(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        Optional<String> named = input.readOrEmpty(exchange, body -> body.optionalText("into"));
        Incident part = Input.found(book.incident(caller.tenant(), exchange.path("id")), "incident");
        if (!part.handling().status().isOpen()) {
            throw ActAnswers.over();
        }
        String into = named.orElseThrow(() -> Input.wrong("the body lacks `into`"));
        Input.found(book.incident(caller.tenant(), into), "incident");
        Incident whole = done(caller, exchange, Act.Kind.MERGED, into, "");
        book.incident(caller.tenant(), exchange.path("id")).ifPresent(soc::tell);
        return told(whole);
    }

    /** One of the two people whom a step waits for; nobody else's word counts. */
    Reply confirm(Exchange exchange) {
        return stepped(exchange, Act.Kind.STEP_CONFIRMED);
    }

    /** A person's no is enough. */
    Reply refuse(Exchange exchange) {
        return stepped(exchange, Act.Kind.STEP_REFUSED);
    }

    private Reply stepped(Exchange exchange, Act.Kind kind) {
        Caller.Person person = access.person(exchange);
        Incident incident = Input.found(book.incident(person.tenant(), exchange.path("id")), "incident");
        String step = exchange.path("step");
        Input.found(
                book.steps(person.tenant(), incident.id()).stream()
                        .filter(s -> s.key().equals(step))
                        .findFirst(),
                "step");
        Incident kept = done(person, exchange, kind, step, "");
        soc.wake();
        return shown.apply(kept);
    }

    private Reply told(Incident kept) {
        soc.tell(kept);
        return shown.apply(kept);
    }

    /** The act in force, or the refusal. */
    Incident done(Caller caller, Exchange exchange, Act.Kind kind, String subject, String text) {
        Desk.Result result = desk.act(new Desk.Wish(
                caller.tenant(),
                exchange.path("id"),
                kind,
                caller.actor().role(),
                caller.actor().name(),
                subject,
                text));
        return ActAnswers.done(result, kind);
    }
}
