package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.feed.KeptSearches;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.store.console.SavedSearch;
import java.time.Instant;
import java.time.InstantSource;

/** Saved searches of the feed: everybody who watches reads them, a person keeps, pins and forgets that person's own. */
final class SearchRoutes {
    private final Access access;
    private final Input input;
    private final IdSource ids;
    private final InstantSource clock;
    private final KeptSearches kept;

    SearchRoutes(ApiParts parts) {
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.kept = new KeptSearches(parts.searches());
    }

    private static String owner(Caller.Person person) {
        return person.approver().person().folded();
    }

    Reply list(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        JsonArray rows = new JsonArray(
                kept.of(caller.tenant()).stream().<Json>map(SearchRoutes::row).toList());
        return Reply.json(200, JsonObject.builder().put("searches", rows).build());
    }

    private static JsonObject row(SavedSearch search) {
        return JsonObject.builder()
                .put("search_id", search.id())
                .put("owner", search.owner())
                .put("name", search.name())
                .put("query", search.query())
                .put("pinned", search.pinned())
                .put("created_at", Instant.ofEpochMilli(search.createdMillis()).toString())
                .build();
    }

    Reply keep(Exchange exchange) {
        Caller.Person person = access.person(exchange);
        SavedSearch search = input.read(exchange, body -> search(person, body));
        if (!kept.keep(search)) {
            throw new Problem(409, "searches_full", "as many searches are kept as may be; forget one first");
        }
        return Reply.json(201, row(search));
    }

    private SavedSearch search(Caller.Person person, Fields body) {
        boolean pinned = body.whole().get("pinned") != null && body.flag("pinned");
        try {
            return new SavedSearch(
                    person.tenant(),
                    "sea_" + ids.next(),
                    owner(person),
                    body.text("name").strip(),
                    body.text("query"),
                    pinned,
                    clock.millis());
        } catch (IllegalArgumentException e) {
            throw Input.wrong(String.valueOf(e.getMessage()));
        }
    }

    Reply pin(Exchange exchange, boolean pinned) {
        return Reply.json(200, row(kept.pin(own(exchange), pinned)));
    }

    Reply forget(Exchange exchange) {
        SavedSearch search = own(exchange);
        kept.forget(search);
        return Reply.json(200, row(search));
    }

    private SavedSearch own(Exchange exchange) {
        Caller.Person person = access.person(exchange);
        return Input.found(kept.owned(person.tenant(), exchange.path("id"), owner(person)), "search");
    }
}
