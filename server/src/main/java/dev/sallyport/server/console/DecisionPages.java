package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.shield.SaidOfDecision;
import dev.sallyport.shield.Category;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shields said of one decision, and the buttons that say where one was wrong. Shows what the receipt tells, which is nothing of the call's
 * contents, to everybody who may read receipts.
 */
final class DecisionPages {
    private static final int LOOKED_AT = 500;
    private static final int SHOWN = 50;
    private static final String PATH = "/console/decisions";

    private final Console.Parts parts;
    private final Doors doors;
    private final List<Category> categories;

    DecisionPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
        this.categories = Vocabulary.builtIn().categories().stream()
                .filter(parts.reports()::knows)
                .sorted()
                .toList();
    }

    /** The newest decisions that a shield flagged. */
    Reply list(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        TenantId tenant = signedIn.get().approver().tenant();
        List<SealedReceipt> newest = parts.records().newestReceipts(tenant, LOOKED_AT, 0);
        List<SaidOfDecision> flagged = newest.stream()
                .flatMap(receipt -> SaidOfDecision.tried(receipt).stream())
                .filter(SaidOfDecision::isFlagged)
                .limit(SHOWN)
                .toList();
        StringBuilder body = new StringBuilder(512);
        body.append(
                flagged.isEmpty()
                        ? Pages.empty(
                                "Of the newest decisions no shield flagged any.",
                                "Which shields look, and what their findings may do:",
                                "sallyport shield list")
                        : "<ul>");
        for (SaidOfDecision said : flagged) {
            body.append("<li data-row>")
                    .append(Instant.ofEpochMilli(said.timeMillis()))
                    .append(" <a href=\"" + PATH + "/")
                    .append(Html.of(said.decision()))
                    .append("\">")
                    .append(Pages.shown(said.tool()))
                    .append(" / ")
                    .append(Pages.shown(said.action()))
                    .append("</a>, ")
                    .append(Html.of(said.answer()))
                    .append("</li>");
        }
        body.append(flagged.isEmpty() ? "" : "</ul>");
        unreadable(newest, body);
        return Frame.of(signedIn.get(), exchange, Screen.FLAGGED).page("What shields flagged", body.toString());
    }

    /** Says which receipts could not be looked into; what they were of nobody can tell. */
    private static void unreadable(List<SealedReceipt> newest, StringBuilder body) {
        List<String> numbers = newest.stream()
                .filter(receipt -> Receipt.ifReadable(receipt).isEmpty())
                .limit(SHOWN)
                .map(receipt -> "<a href=\"/console/receipts?before=" + (receipt.sequence() + 1) + "\">"
                        + receipt.sequence() + "</a>")
                .toList();
        if (!numbers.isEmpty()) {
            body.append("<p>")
                    .append(Pages.tag("failed"))
                    .append(" Receipts that can't be read: ")
                    .append(String.join(", ", numbers))
                    .append("</p>");
        }
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            // Not what the path says: whoever is not signed in learns nothing from it.
            boolean plain = exchange.path("id").matches("[a-zA-Z0-9_-]{1,80}");
            return Console.stranger(exchange, plain ? PATH + "/" + exchange.path("id") : PATH);
        }
        Doors.Person person = signedIn.get();
        SaidOfDecision said = said(person, exchange);
        StringBuilder body = new StringBuilder(4096);
        if (exchange.query("reported").isPresent()) {
            body.append("<p>Reported, with a receipt. Of what was found only the category was kept.</p>");
        }
        about(said, body);
        body.append(said.shields().isEmpty() ? "<p>No shield looked at it.</p>" : "");
        said.shields().forEach(shield -> shield(person, said, shield, body));
        body.append(person.may(Right.HANDLE) ? other(person, said) : "");
        return Frame.of(person, exchange, Screen.FLAGGED).page("Decision", body.toString());
    }

    private SaidOfDecision said(Doors.Person person, Exchange exchange) {
        try {
            return SaidOfDecision.of(
                            parts.records().receiptsOf(person.approver().tenant(), new DecisionId(exchange.path("id"))))
                    .orElseThrow(DecisionPages::missing);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Problem missing() {
        return new Problem(404, "no_such_decision", "no such decision");
    }

    private static void about(SaidOfDecision said, StringBuilder body) {
        body.append("<p>")
                .append(Pages.shown(said.tool()))
                .append(" / ")
                .append(Pages.shown(said.action()))
                .append(" by agent ")
                .append(Pages.shown(said.agent()))
                .append(", session ")
                .append(Pages.shown(said.session()))
                .append(", ")
                .append(Instant.ofEpochMilli(said.timeMillis()))
                .append(": <strong>")
                .append(Html.of(said.answer()))
                .append("</strong> (")
                .append(Html.of(String.join(", ", said.reasons())))
                .append("), receipt <code>")
                .append(Html.of(said.receiptId()))
                .append("</code></p>\n");
    }

    private static void shield(Doors.Person person, SaidOfDecision said, Shielded shield, StringBuilder body) {
        String found = !shield.assessed()
                ? "could not look at it"
                : shield.verdict()
                        .map(verdict -> verdict.wire() + (shield.blocks() ? ", and blocked" : ""))
                        .orElse("nothing");
        body.append("<section><h2>")
                .append(Html.of(shield.shield().wire()))
                .append("</h2><p>")
                .append(Html.of(shield.mode().wire()))
                .append(": ")
                .append(Html.of(found))
                .append("</p>\n");
        for (String category : shield.categories()) {
            if (!person.may(Right.HANDLE)) {
                body.append("<p>").append(Html.of(category)).append("</p>");
                continue;
            }
            body.append(Pages.form(
                    person,
                    reports(said),
                    "",
                    "<p>" + Html.of(category) + " " + Pages.hidden("category", category) + Pages.hidden("kind", "fp")
                            + "<button aria-label=\"This was a false alarm: " + Html.of(category)
                            + "\">This was a false alarm</button></p>"));
        }
        body.append("</section>\n");
    }

    private static String reports(SaidOfDecision said) {
        return PATH + "/" + Html.of(said.decision()) + "/reports";
    }

    /** For what was found in the answer, which no receipt of a decision tells, and for what nobody found. */
    private String other(Doors.Person person, SaidOfDecision said) {
        StringBuilder options = new StringBuilder(categories.size() * 40);
        categories.forEach(category ->
                options.append("<option>").append(Html.of(category.wire())).append("</option>"));
        return Pages.form(
                person,
                reports(said),
                "",
                "<p><label>Something else <select name=\"category\">" + options + "</select></label>"
                        + " <button name=\"kind\" value=\"fn\">A shield missed this</button>"
                        + " <button name=\"kind\" value=\"fp\">A shield was wrong to flag this</button></p>");
    }

    Reply report(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        SaidOfDecision said = said(person, exchange);
        boolean falsePositive = form.text("kind").equals("fp");
        if (!falsePositive && !form.text("kind").equals("fn")) {
            throw wrong();
        }
        return Html.to(
                PATH + "/" + said.decision() + "?reported=" + taken(person, said, form, falsePositive), Map.of());
    }

    /** The id of the receipt that says so. */
    private String taken(Doors.Person person, SaidOfDecision said, Form form, boolean falsePositive) {
        Actor actor = new Actor(
                person.approver().tenant(),
                person.approver().roles().acting(),
                person.approver().person().value());
        try {
            return parts.reports()
                    .take(
                            actor,
                            new Reports.Report(
                                    Category.parse(form.text("category")),
                                    falsePositive,
                                    Optional.of(new DecisionId(said.decision()))))
                    .orElseThrow(() -> new Problem(
                            503, "journal_unavailable", "the record could not be written, so nothing happened"));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static Problem wrong() {
        return new Problem(400, "wrong_form", "the form is not as this page would send it");
    }
}
