package dev.sallyport.server.console;

import dev.sallyport.server.feed.KeptSearches;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.store.console.SavedSearch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches with a name. Everybody of the tenant sees them with their owner; the owner pins one, to begin with it, or forgets it. */
final class SavedSearches {
    private final Console.Parts parts;
    private final Doors doors;
    private final KeptSearches kept;

    SavedSearches(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
        this.kept = new KeptSearches(parts.searches());
    }

    private static String owner(Doors.Person person) {
        return person.approver().person().folded();
    }

    private List<SavedSearch> all(Doors.Person person) {
        return kept.of(person.approver().tenant());
    }

    /** The query that the person's feed begins with. */
    Optional<String> pinned(Doors.Person person) {
        return all(person).stream()
                .filter(s -> s.pinned() && s.owner().equals(owner(person)))
                .map(SavedSearch::query)
                .findFirst();
    }

    static String path(String query) {
        return "/console/feed?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** The links, pinned ones of one's own first. */
    void list(Doors.Person person, StringBuilder out) {
        RoleSearches.links(person.approver().roles(), out);
        List<SavedSearch> all = all(person);
        if (all.isEmpty()) {
            return;
        }
        out.append("<details class=\"noprint\"><summary>Saved searches (")
                .append(all.size())
                .append(")</summary><ul>\n");
        for (SavedSearch search : all) {
            boolean mine = search.owner().equals(owner(person));
            out.append("<li class=\"row\"><a href=\"")
                    .append(Html.of(path(search.query())))
                    .append("\">")
                    .append(Pages.shown(search.name()))
                    .append("</a><span class=\"muted\">by ")
                    .append(Pages.shown(search.owner()))
                    .append(search.pinned() ? ", pinned" : "")
                    .append("</span>");
            if (mine) {
                String name = Html.of(search.name());
                out.append(button(person, search, search.pinned() ? "unpin" : "pin", name))
                        .append(button(person, search, "forget", name));
            }
            out.append("</li>\n");
        }
        out.append("</ul></details>\n");
    }

    private static String button(Doors.Person person, SavedSearch search, String act, String name) {
        String label = Character.toUpperCase(act.charAt(0)) + act.substring(1);
        return Pages.form(
                person,
                "/console/feed/searches/" + Html.of(search.id()),
                "",
                Pages.hidden("act", act) + "<button class=\"plain\" aria-label=\"" + label + " " + name + "\">" + label
                        + "</button>");
    }

    /** The form that keeps the query that is shown. */
    void form(Doors.Person person, String query, StringBuilder out) {
        out.append(Pages.form(
                person,
                "/console/feed/searches",
                "class=\"row noprint\" id=\"save\"",
                Pages.hidden("query", query)
                        + "<label>Name of this search <input name=\"name\" required maxlength=\""
                        + SavedSearch.LONGEST_NAME
                        + "\"></label><label><input type=\"checkbox\" name=\"pinned\" value=\"yes\"> begin with it</label>"
                        + "<button class=\"plain\">Save search</button>"));
    }

    Reply keep(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        SavedSearch search;
        try {
            search = new SavedSearch(
                    person.approver().tenant(),
                    "sea_" + parts.ids().next(),
                    owner(person),
                    form.text("name").strip(),
                    form.text("query"),
                    form.text("pinned").equals("yes"),
                    parts.clock().millis());
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "wrong_form", String.valueOf(e.getMessage()));
        }
        if (!kept.keep(search)) {
            throw new Problem(409, "searches_full", "as many searches are kept as may be; forget one first");
        }
        return Html.to(path(search.query()), Map.of());
    }

    Reply change(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        SavedSearch search = kept.owned(person.approver().tenant(), exchange.path("id"), owner(person))
                .orElseThrow(() -> new Problem(404, "no_such_search", "you have no such search"));
        switch (form.text("act")) {
            case "forget" -> kept.forget(search);
            case "pin" -> kept.pin(search, true);
            case "unpin" -> kept.pin(search, false);
            default -> throw new Problem(400, "wrong_form", "the form is not as this page would send it");
        }
        return Html.to("/console/feed", Map.of());
    }
}
