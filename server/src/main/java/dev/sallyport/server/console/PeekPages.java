package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.NumberText;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One event beside the list: what its receipt says, in the order people ask for it, and where to go on from there. */
final class PeekPages {
    private static final int LONGEST = 2_000;
    private static final List<String> FIRST = List.of(
            "decision",
            "reasons",
            "policies",
            "tool",
            "action",
            "effect",
            "trust",
            "agent",
            "session",
            "shields",
            "provenance",
            "door",
            "assurance");

    private final Console.Parts parts;
    private final Doors doors;

    PeekPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply peek(Exchange exchange) {
        TenantId tenant = doors.person(exchange)
                .orElseThrow(Console::signedOut)
                .approver()
                .tenant();
        long sequence = exchange.query("s", 0, Long.MAX_VALUE, 0);
        List<SealedReceipt> found = parts.records().receipts(tenant, sequence, 1);
        if (found.isEmpty() || found.getFirst().sequence() != sequence) {
            throw new Problem(404, "no_such_receipt", "no such receipt");
        }
        SealedReceipt sealed = found.getFirst();
        Optional<Receipt> receipt = Receipt.ifReadable(sealed);
        JsonObject body = receipt.map(r -> r.body().members()).orElse(JsonObject.of());
        List<Json> fields = new ArrayList<>();
        FIRST.forEach(name -> add(fields, name, body));
        body.members().keySet().stream().filter(name -> !FIRST.contains(name)).forEach(name -> add(fields, name, body));
        JsonObject.Builder out = JsonObject.builder()
                .put("sequence", sealed.sequence())
                .put("receipt_id", sealed.receiptId())
                .put("receipt_hash", sealed.hashHex())
                .put("kind", receipt.map(r -> r.envelope().kind().wire()).orElse(ReceiptPages.UNREADABLE))
                .put("fields", new JsonArray(fields));
        if (body.get("decision_id") instanceof JsonString decision) {
            out.put("decision_id", decision.value());
        }
        if (body.get("approval_id") instanceof JsonString approval) {
            out.put("approval_id", approval.value());
        }
        return Reply.json(200, out.build());
    }

    private static void add(List<Json> fields, String name, JsonObject body) {
        Json value = body.members().get(name);
        if (value != null) {
            String text = text(value);
            if (!text.isEmpty()) {
                String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
                fields.add(JsonObject.builder()
                        .put("name", name)
                        .put("value", Visible.strict(cut))
                        .build());
            }
        }
    }

    private static String text(Json value) {
        return switch (value) {
            case JsonString text -> text.value();
            case JsonNumber number -> NumberText.of(number.value());
            case JsonBoolean truth -> Boolean.toString(truth.value());
            case JsonArray list ->
                String.join(", ", list.items().stream().map(PeekPages::text).toList());
            case JsonObject object ->
                String.join(
                        "; ",
                        object.members().entrySet().stream()
                                .map(e -> e.getKey() + ": " + text(e.getValue()))
                                .toList());
            case dev.sallyport.action.json.JsonNull none -> "";
        };
    }
}
