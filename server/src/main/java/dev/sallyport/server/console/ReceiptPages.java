package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tenant's history, receipt by receipt. What a page says of one is read by the browser from the very bytes that it hashed itself; this class
 * hands out bytes, proof and key, and judges nothing.
 */
final class ReceiptPages {
    private static final String PATH = "/console/receipts";
    private static final int SHOWN = 50;

    /** What stands where the kind of a receipt would whose bytes are none any more. */
    static final String UNREADABLE = "unreadable";

    private final Console.Parts parts;
    private final Doors doors;

    ReceiptPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        TenantId tenant = person.get().approver().tenant();
        Optional<String> named = exchange.query("id");
        if (named.isPresent()) {
            return byName(tenant, named.get().strip());
        }
        long count = parts.records().receiptCount(tenant);
        long before = Math.min(count, exchange.query("before", 0, Long.MAX_VALUE, count));
        long from = Math.max(0, before - SHOWN);
        List<SealedReceipt> page = parts.records().receipts(tenant, from, (int) (before - from));
        StringBuilder out = new StringBuilder(8192);
        out.append("<form method=\"get\" action=\"" + PATH
                        + "\" class=\"row noprint\" role=\"search\"><label>Receipt id or sequence"
                        + " <input name=\"id\" required></label><button>Show</button></form><p>")
                .append(count)
                .append(" receipts, each linked to the one before it.</p>\n");
        table(page.reversed(), out);
        out.append("<p class=\"row noprint\">");
        if (before < count) {
            out.append("<a href=\"" + PATH + "?before=")
                    .append(Math.min(count, before + SHOWN))
                    .append("\">Newer</a> ");
        }
        if (from > 0) {
            out.append("<a href=\"" + PATH + "?before=").append(from).append("\">Older</a>");
        }
        out.append("</p>");
        return Frame.of(person.get(), exchange, Screen.RECEIPTS).scripted("Receipts", "receipt", out.toString());
    }

    private Reply byName(TenantId tenant, String name) {
        Optional<SealedReceipt> found = name.matches("[0-9]{1,15}")
                ? parts.records().receipts(tenant, Long.parseLong(name), 1).stream()
                        .filter(r -> r.sequence() == Long.parseLong(name))
                        .findFirst()
                : parts.records().receipt(tenant, name);
        return Html.to(PATH + "/" + found.orElseThrow(ReceiptPages::missing).receiptId(), Map.of());
    }

    private static void table(List<SealedReceipt> receipts, StringBuilder out) {
        if (receipts.isEmpty()) {
            out.append(Pages.empty(
                    "No receipt is here.",
                    "To check a history offline, on another machine:",
                    "sallyport receipts verify"));
            return;
        }
        out.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Sequence</th><th scope=\"col\">Time</th>"
                + "<th scope=\"col\">Kind</th><th scope=\"col\">Receipt</th><th scope=\"col\">Hash</th>"
                + "<th scope=\"col\">Verified here</th></tr></thead><tbody>\n");
        for (SealedReceipt sealed : receipts) {
            Optional<Receipt> receipt = Receipt.ifReadable(sealed);
            String id = Html.of(sealed.receiptId());
            out.append("<tr data-row><td>")
                    .append(sealed.sequence())
                    .append("</td><td>")
                    .append(receipt.map(r -> Pages.time(r.envelope().timeMillis()))
                            .orElse(""))
                    .append("</td><td>")
                    .append(receipt.map(r -> Html.of(r.envelope().kind().wire()))
                            .orElseGet(() -> UNREADABLE + " " + Pages.tag("failed")))
                    .append("</td><td><a href=\"" + PATH + "/")
                    .append(id)
                    .append("\">")
                    .append(id)
                    .append("</a></td><td><code>")
                    .append(sealed.hashHex(), 0, 16)
                    .append("</code></td><td data-receipt=\"")
                    .append(id)
                    .append("\"></td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        SealedReceipt sealed = receipt(person.get().approver().tenant(), exchange);
        String id = Html.of(sealed.receiptId());
        String body = "<p>Receipt <code>" + id + "</code>, number " + sealed.sequence()
                + " of this history. What stands below is read from the bytes that your browser hashes.</p>\n"
                + "<section aria-labelledby=\"checks\"><h2 id=\"checks\">Verified in this browser</h2>"
                + "<div data-checks=\"" + id
                + "\" role=\"status\"><noscript>Without a script nothing is verified here. On any machine:"
                + " <code>sallyport receipts verify</code></noscript></div></section>\n"
                + "<section aria-labelledby=\"says\"><h2 id=\"says\">What it says</h2><div id=\"contents\"></div></section>\n"
                + "<p class=\"row noprint\"><a href=\"" + PATH + "?before=" + (sealed.sequence() + 2)
                + "\">Its neighbours</a></p>";
        return Frame.of(person.get(), exchange, Screen.RECEIPTS).scripted("Receipt", "receipt", body);
    }

    private SealedReceipt receipt(TenantId tenant, Exchange exchange) {
        return parts.records().receipt(tenant, exchange.path("id")).orElseThrow(ReceiptPages::missing);
    }

    private static Problem missing() {
        return new Problem(404, "no_such_receipt", "no such receipt");
    }

    /** Everything that somebody who trusts nobody checks a receipt with. */
    Reply evidence(Exchange exchange) {
        TenantId tenant = doors.person(exchange)
                .orElseThrow(Console::signedOut)
                .approver()
                .tenant();
        SealedReceipt sealed = receipt(tenant, exchange);
        JsonObject.Builder out = JsonObject.builder()
                .put("receipt_id", sealed.receiptId())
                .put("sequence", sealed.sequence())
                .put("receipt_hash", sealed.hashHex())
                .put("canonical", text(sealed));
        List<SealedReceipt> before =
                sealed.sequence() == 0 ? List.of() : parts.records().receipts(tenant, sealed.sequence() - 1, 1);
        if (before.isEmpty()) {
            out.put("before", JsonNull.NULL);
        } else {
            out.put("before", text(before.getFirst()));
        }
        try {
            LogTexts.Log log = parts.logs().tenant(tenant);
            if (sealed.sequence() < log.head().size()) {
                out.put("proof", log.proof(sealed.sequence()).format());
            }
        } catch (SigningFailed e) {
            throw new Problem(503, e.code(), "the key that signs checkpoints can't be used now");
        }
        return Reply.json(
                200,
                out.put("key", parts.published().signer().verifierKey().encoded())
                        .put("origin", parts.published().origin(tenant))
                        .build());
    }

    private static String text(SealedReceipt sealed) {
        return new String(sealed.canonical(), StandardCharsets.UTF_8);
    }
}
