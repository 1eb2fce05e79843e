package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptHash;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.alarm.LedgerAlarm;
import dev.sallyport.server.alarm.LedgerFault;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Receipts and the decisions they attest. Operators and approvers read all of their tenant's, an agent its own. */
final class ReceiptRoutes {
    private static final int LIST_LIMIT = 500;
    private static final List<String> FORMATS = List.of("sallyport-2", "aegis-1");
    private static final String GENESIS = "0".repeat(64);

    private final Records records;
    private final Access access;
    private final Visibility visibility;
    private final Input input;
    private final Meters meters;
    private final LedgerAlarm alarm;
    private final ReceiptLogs logs;
    private final ReceiptExport export;
    private final AegisExport aegis;

    ReceiptRoutes(ApiParts parts) {
        this.records = parts.aside().shown();
        this.access = parts.access();
        this.visibility = new Visibility(parts.access(), parts.aside().shown());
        this.input = new Input(parts.jsonLimits());
        this.meters = parts.meters();
        this.alarm = parts.alarm();
        this.logs = parts.published().logs();
        this.export = new ReceiptExport(parts.aside().shown(), parts.published().logs());
        this.aegis = new AegisExport(parts.aside().shown(), parts.sealer());
    }

    Reply decisions(Exchange exchange) {
        return page(exchange, "decisions", ReceiptForm::decision);
    }

    Reply receipts(Exchange exchange) {
        return page(exchange, "receipts", receipt -> Optional.of(ReceiptForm.json(receipt)));
    }

    /** Newest first, from below the cursor, which is a sequence number and so stays put while receipts are added. */
    private Reply page(Exchange exchange, String name, Function<SealedReceipt, Optional<JsonObject>> form) {
        TenantId tenant = visibility.reader(exchange).tenant();
        int limit = (int) exchange.query("limit", 1, LIST_LIMIT, 50);
        long skip = exchange.query("offset", 0, Long.MAX_VALUE, 0);
        long before = exchange.query("cursor", 0, Long.MAX_VALUE, records.receiptCount(tenant));
        List<Json> rows = new ArrayList<>();
        while (before > 0 && rows.size() < limit) {
            long from = Math.max(0, before - LIST_LIMIT);
            List<SealedReceipt> read = records.receipts(tenant, from, (int) (before - from));
            for (int i = read.size() - 1; i >= 0 && rows.size() < limit; i--) {
                before = read.get(i).sequence();
                Optional<JsonObject> row = form.apply(read.get(i));
                if (row.isPresent() && skip-- <= 0) {
                    rows.add(row.get());
                }
            }
            before = read.isEmpty() ? 0 : before;
        }
        JsonObject.Builder out = JsonObject.builder().put(name, new JsonArray(rows));
        if (before > 0) {
            out.put("next_cursor", Long.toString(before));
        }
        return Reply.json(200, out.build());
    }

    Reply one(Exchange exchange) {
        return Reply.json(200, ReceiptForm.json(visibility.receipt(exchange)));
    }

    Reply verify(Exchange exchange) {
        TenantId tenant = access.caller(exchange).tenant();
        SealedReceipt receipt = visibility.receipt(exchange);
        Optional<String> fault = fault(tenant, receipt);
        JsonObject.Builder out = JsonObject.builder()
                .put("receipt_id", receipt.receiptId())
                .put("verified", fault.isEmpty())
                .put("sequence", receipt.sequence())
                .put("receipt_hash", receipt.hashHex());
        fault.ifPresent(code -> {
            alarm.raise(new LedgerFault(
                    tenant, logs.origin(tenant), code, "receipt " + receipt.sequence() + " does not verify"));
            out.put("error", code);
        });
        return Reply.json(200, out.build());
    }

    /** What is wrong with a receipt and its link to the one before, as they are kept. */
    private Optional<String> fault(TenantId tenant, SealedReceipt sealed) {
        try {
            Receipt receipt = Receipt.read(sealed.canonical());
            if (!Arrays.equals(ReceiptHash.of(sealed.canonical()), sealed.hash())) {
                return Optional.of("hash_mismatch");
            }
            boolean placed = receipt.sequence() == sealed.sequence()
                    && receipt.envelope().tenant().equals(tenant.value());
            return placed && receipt.previous().equals(before(tenant, sealed.sequence()))
                    ? Optional.empty()
                    : Optional.of("chain_broken");
        } catch (Malformed e) {
            return Optional.of(e.code());
        }
    }

    private String before(TenantId tenant, long sequence) {
        if (sequence == 0) {
            return GENESIS;
        }
        List<SealedReceipt> before = records.receipts(tenant, sequence - 1, 1);
        return before.isEmpty()
                ? ""
                : HexFormat.of().formatHex(ReceiptHash.of(before.getFirst().canonical()));
    }

    Reply verifyChain(Exchange exchange) {
        access.caller(exchange);
        JsonObject verdict =
                input.read(exchange, (Fields body) -> ChainCheck.check(new JsonArray(body.items("receipts"))));
        if (verdict.get("error") != null) {
            meters.verifyFailed();
        }
        return Reply.json(200, verdict);
    }

    Reply export(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Optional<String> format = input.readOrEmpty(exchange, (Fields body) -> body.optionalText("format"));
        return exported(operator.tenant(), format.orElse("sallyport-2"));
    }

    Reply download(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        String format = exchange.query("format").orElse("sallyport-2");
        if (!FORMATS.contains(format)) {
            throw new Problem(400, "bad_query", "`format` takes sallyport-2 or aegis-1");
        }
        return exported(operator.tenant(), format);
    }

    private Reply exported(TenantId tenant, String format) {
        return switch (format) {
            case "sallyport-2" -> new Reply.Streamed(200, "application/jsonl", out -> export.write(tenant, out));
            case "aegis-1" -> new Reply.Streamed(200, "application/jsonl", out -> aegis.write(tenant, out));
            default -> throw new Problem(422, "format_not_offered", "exports are sallyport-2 or aegis-1");
        };
    }
}
