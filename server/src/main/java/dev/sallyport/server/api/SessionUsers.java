package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.http.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which agents used a session. What the gate remembers of its sessions comes first; since it forgets old ones, the newest
 * {@value #RECEIPTS} receipts are read as well. Thread-safe.
 */
final class SessionUsers {
    /** How far back receipts are read: an operator freezes what was seen lately, and the act must not take minutes. */
    static final int RECEIPTS = 100_000;

    private static final int PAGE = 1_000;

    private final Gate gate;
    private final Records records;

    SessionUsers(Gate gate, Records records) {
        this.gate = gate;
        this.records = records;
    }

    /** The agents whose calls were decided in a session of that name. */
    Set<AgentId> of(TenantId tenant, SessionId session) {
        Set<AgentId> users = new TreeSet<>(gate.agentsOf(tenant, session));
        String member = "\"session\":" + latin(JsonText.bytes(new JsonString(session.value())));
        long size = records.receiptCount(tenant);
        for (long before = size; before > 0 && size - before < RECEIPTS; before -= PAGE) {
            long from = Math.max(0, before - PAGE);
            for (SealedReceipt receipt : records.receipts(tenant, from, (int) (before - from))) {
                // Reading a receipt costs a hundred times as much as looking whether it could be one.
                if (latin(receipt.canonical()).contains(member)) {
                    Receipt.ifReadable(receipt)
                            .flatMap(read -> user(read, session))
                            .ifPresent(users::add);
                }
            }
        }
        return users;
    }

    private static Optional<AgentId> user(Receipt receipt, SessionId session) {
        JsonObject body = receipt.body().members();
        return text(body.get("session")).equals(Optional.of(session.value()))
                ? text(body.get("agent")).map(AgentId::new)
                : Optional.empty();
    }

    private static Optional<String> text(@Nullable Json value) {
        return value instanceof JsonString text ? Optional.of(text.value()) : Optional.empty();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
