package dev.sallyport.server.api;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The logs as C2SP tlog-tiles and tlog-proof have them. Whoever reads all of a tenant's receipts reads its log, named by the
 * tenant, and the install log.
 */
final class LogRoutes {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";
    // What a tile says never changes, but only those with a credential may keep it.
    private static final Map<String, String> FOR_EVER = Map.of("Cache-Control", "private, max-age=31536000, immutable");

    private final Visibility visibility;
    private final LogTexts texts;
    private final ReceiptLogs logs;

    LogRoutes(ApiParts parts) {
        this.visibility = new Visibility(parts.access(), parts.aside().shown());
        this.texts = new LogTexts(parts.published(), parts.aside().shown());
        this.logs = parts.published().logs();
    }

    /** A tenant's own is signed by the leaving key too while keys overlap. */
    Reply checkpoint(Exchange exchange) {
        TenantId tenant = visibility.reader(exchange).tenant();
        LogTexts.Log log = log(exchange);
        boolean own = exchange.path("log_id").equals(tenant.value());
        return signed(() -> own ? logs.served(tenant) : log.checkpoint(), SignedNote::format);
    }

    private static <T> Reply signed(Supplier<T> signing, Function<T, String> text) {
        try {
            return Reply.text(TEXT, text.apply(signing.get()));
        } catch (SigningFailed e) {
            throw new Problem(
                    503,
                    e.code(),
                    "the key that signs checkpoints can't be used now; decisions and receipts go on without it");
        }
    }

    Reply tile(Exchange exchange) {
        LogTexts.Log log = log(exchange);
        try {
            TileAddress address = TileAddress.parse("tile/" + exchange.path("tile"));
            if (address.existsAt(log.head().size())) {
                return new Reply.Whole(200, BYTES, log.tile(address), FOR_EVER);
            }
        } catch (Malformed e) {
            // What is no tile's path leads to nothing.
        }
        throw Input.missing("tile");
    }

    Reply proof(Exchange exchange) {
        Access access = visibility.access();
        TenantId tenant = access.caller(exchange).tenant();
        SealedReceipt receipt = visibility.receipt(exchange);
        LogTexts.Log log = texts.tenant(tenant);
        if (receipt.sequence() >= log.head().size()) {
            throw Input.missing("receipt"); // written this moment: nobody was told of it yet
        }
        return signed(() -> log.proof(receipt.sequence()), LogProof::format);
    }

    Reply anchor(Exchange exchange) {
        TenantId tenant = visibility.reader(exchange).tenant();
        if (!exchange.path("log_id").equals(tenant.value())) {
            throw Input.missing("log");
        }
        return Reply.text(TEXT, Input.found(texts.anchor(tenant), "anchor").format());
    }

    private LogTexts.Log log(Exchange exchange) {
        TenantId tenant = visibility.reader(exchange).tenant();
        String id = exchange.path("log_id");
        if (id.equals(TenantCheckpoint.INSTALL)) {
            return texts.install();
        }
        if (id.equals(tenant.value())) {
            return texts.tenant(tenant);
        }
        throw Input.missing("log");
    }
}
