package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.rehearsal.PreviewForm;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Optional;

/** What a step of an incident would stop. */
final class StepPreviews {
    private final Book book;
    private final Access access;
    private final RecentPreviews previews;

    StepPreviews(ApiParts parts, Book book) {
        this.book = book;
        this.access = parts.access();
        this.previews = new RecentPreviews(parts.aside().shown(), parts.clock());
    }

    /** By the step's key, or by its number among the incident's steps, from 1. */
    Reply preview(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        String id = Input.found(book.incident(tenant, exchange.path("id")), "incident")
                .id();
        Step step = Input.found(step(book.steps(tenant, id), exchange.path("step")), "step");
        return Reply.json(200, PreviewForm.of(previews.of(tenant, step.effect(), step.target())));
    }

    private static Optional<Step> step(List<Step> steps, String named) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).key().equals(named) || Integer.toString(i + 1).equals(named)) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }
}
