package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.ModelLine;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.secret.SecretGuard;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.narrative.Narrative;
import dev.sallyport.soc.narrative.Narrator;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * An incident as evidence and in words: operators and people of the tenant read it, and take it with them. Words leave the tenant only with
 * the evidence, and only once a person stands for them.
 */
final class StoryRoutes {
    private static final int LOCKS = 64;
    private static final Context NOBODY = new Context("", "", "", 0, Optional.empty());

    private final Book book;
    private final Access access;
    private final Input input;
    private final IncidentActs acts;
    private final IncidentEvidence evidence;
    private final Narrator narrator;
    private final InstantSource clock;
    /** For a tenant one model at a time is asked, and nobody stands for words while others are told; tenants share locks by their hash. */
    private final List<ReentrantLock> telling =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    StoryRoutes(ApiParts parts, Soc soc, IncidentActs acts) {
        this.book = soc.book();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.acts = acts;
        this.evidence = new IncidentEvidence(parts, soc.book());
        this.clock = parts.clock();
        SecretGuard guard = new SecretGuard();
        this.narrator = new Narrator(soc.plan().story().narrator().map(ModelLine::new), text -> hasSecret(guard, text));
    }

    /** Whether the guard would stop it, or warn: what it merely notes may stand in a text about an incident. */
    private static boolean hasSecret(SecretGuard guard, String text) {
        Subject said = Subject.Result.of("narrator", "tell", new JsonString(text));
        return guard.inspect(said, NOBODY).stream().anyMatch(finding -> finding.verdict() != Verdict.ALLOW);
    }

    /** Everything that shows what happened, each receipt with its proof. */
    Reply story(Exchange exchange) {
        Incident incident = incident(exchange);
        try {
            return Reply.json(200, evidence.of(incident, leaving(incident)).json());
        } catch (SigningFailed e) {
            throw new Problem(
                    503,
                    e.code(),
                    "the key that signs checkpoints can't be used now; decisions and receipts go on without it");
        }
    }

    /** What happened in words. Of an open incident the evidence tells it anew each time; of one that is over it is told once and kept. */
    Reply narrate(Exchange exchange) {
        Incident incident = incident(exchange);
        if (incident.handling().status().isOpen()) {
            return shown(incident, narrator.plainly(evidence.story(incident), clock.millis()));
        }
        return shown(incident, kept(incident, false));
    }

    /** Tells it anew, unless somebody stands for what was told. */
    Reply again(Exchange exchange) {
        Incident incident = incident(exchange);
        if (incident.handling().status().isOpen()) {
            throw new Problem(409, "incident_open", "this incident is open: it is told anew at each look");
        }
        return shown(incident, kept(incident, true));
    }

    private Narrative kept(Incident incident, boolean anew) {
        Optional<Narrative> known = book.narrative(incident.tenant(), incident.id());
        if (known.isPresent() && !anew) {
            return known.get();
        }
        ReentrantLock lock = lock(incident.tenant());
        lock.lock();
        try {
            Optional<Narrative> before = book.narrative(incident.tenant(), incident.id());
            if (before.isPresent() && !anew) {
                return before.get();
            }
            unreviewed(incident);
            Narrative told = narrator.tell(evidence.story(incident), clock.millis());
            unreviewed(incident); // another gateway knows nothing of this lock, and a model takes its time
            book.keep(incident.tenant(), told);
            return told;
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(TenantId tenant) {
        return telling.get(Math.floorMod(tenant.hashCode(), LOCKS));
    }

    /** Refuses if somebody stands for what is kept now. */
    private void unreviewed(Incident before) {
        Incident now = Input.found(book.incident(before.tenant(), before.id()), "incident");
        if (book.narrative(now.tenant(), now.id())
                .filter(told -> review(now, told).isPresent())
                .isPresent()) {
            throw new Problem(409, "narrative_reviewed", "a person stands for what was told; it is not told anew");
        }
    }

    /** A person in person stands for the words whose digest they send. */
    Reply review(Exchange exchange) {
        Caller.Person person = access.person(exchange);
        String digest =
                input.read(exchange, body -> body.optionalText("digest")).orElse("");
        ReentrantLock lock = lock(person.tenant());
        lock.lock();
        try {
            Incident incident = found(person.tenant(), exchange);
            Narrative told = Input.found(book.narrative(person.tenant(), incident.id()), "narrative");
            if (!told.digest().equals(digest)) {
                throw new Problem(409, "narrative_differs", "what is kept has another digest: read it again");
            }
            Incident kept = review(incident, told).isPresent()
                    ? incident
                    : acts.done(person, exchange, Act.Kind.NARRATIVE_REVIEWED, digest, "");
            return shown(kept, told);
        } finally {
            lock.unlock();
        }
    }

    private Incident incident(Exchange exchange) {
        return found(SocRoutes.watcher(access, exchange).tenant(), exchange);
    }

    private Incident found(TenantId tenant, Exchange exchange) {
        return Input.found(book.incident(tenant, exchange.path("id")), "incident");
    }

    /** The act by which somebody stands for just these words. */
    private static Optional<Act> review(Incident incident, Narrative told) {
        return incident.handling().acts().stream()
                .filter(act -> act.kind() == Act.Kind.NARRATIVE_REVIEWED
                        && act.subject().equals(told.digest()))
                .findFirst();
    }

    /** What of its narrative may leave the tenant: nothing that nobody stands for. */
    private Optional<JsonObject> leaving(Incident incident) {
        return book.narrative(incident.tenant(), incident.id())
                .filter(told -> review(incident, told).isPresent())
                .map(Narrative::json);
    }

    private static Reply shown(Incident incident, Narrative told) {
        JsonObject.Builder out = JsonObject.builder();
        told.json().members().forEach((name, value) -> out.put(name, value));
        Optional<Act> review = review(incident, told);
        out.put("reviewed", review.isPresent());
        review.ifPresent(act -> out.put("reviewed_by", act.actor()).put("receipt_id", act.receiptId()));
        return Reply.json(200, out.build());
    }
}
