package dev.sallyport.testkit;

import dev.sallyport.gate.delivery.Attempted;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outbox that forgets everything when the process ends. */
public final class MemoryOutbox implements Outbox {
    private record Row(Owed owed, long dueMillis) {}

    private final Map<Delivery.Key, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized int add(List<Delivery> deliveries) {
        int before = rows.size();
        for (Delivery delivery : deliveries) {
            rows.putIfAbsent(
                    delivery.key(),
                    new Row(new Owed(delivery, Owed.State.WAITING, 0, 0, "", ""), delivery.createdMillis()));
        }
        return rows.size() - before;
    }

    @Override
    public synchronized List<Owed> claim(String channel, long nowMillis, long leaseMillis, int limit) {
        List<Row> due = rows.values().stream()
                .filter(row -> row.owed().state() == Owed.State.WAITING
                        && row.owed().delivery().key().channel().equals(channel)
                        && row.dueMillis() <= nowMillis)
                .sorted(Comparator.comparingLong(Row::dueMillis))
                .limit(limit)
                .toList();
        List<Owed> claimed = new ArrayList<>();
        for (Row row : due) {
            Owed owed = row.owed();
            Owed taken = new Owed(owed.delivery(), owed.state(), owed.attempts() + 1, 0, "", owed.why());
            rows.put(owed.delivery().key(), new Row(taken, nowMillis + leaseMillis));
            claimed.add(taken);
        }
        return claimed;
    }

    @Override
    public synchronized void settle(List<Attempted> attempts) {
        for (Attempted attempt : attempts) {
            rows.computeIfPresent(
                    attempt.key(), (key, row) -> row.owed().state() == Owed.State.WAITING ? after(row, attempt) : row);
        }
    }

    private static Row after(Row row, Attempted attempt) {
        Owed owed = row.owed();
        return switch (attempt) {
            case Attempted.Again a ->
                new Row(new Owed(owed.delivery(), owed.state(), owed.attempts(), 0, "", a.why()), a.dueMillis());
            case Attempted.Accepted a ->
                new Row(
                        new Owed(
                                owed.delivery(),
                                Owed.State.ACCEPTED,
                                owed.attempts(),
                                a.timeMillis(),
                                a.reference(),
                                ""),
                        row.dueMillis());
            case Attempted.Dead d ->
                new Row(
                        new Owed(owed.delivery(), Owed.State.DEAD, owed.attempts(), d.timeMillis(), "", d.why()),
                        row.dueMillis());
        };
    }

    @Override
    public synchronized List<Owed> of(TenantId tenant, ApprovalId approval) {
        return rows.values().stream()
                .map(Row::owed)
                .filter(owed -> owed.delivery().key().tenant().equals(tenant)
                        && owed.delivery().key().approval().equals(approval))
                .sorted(Comparator.comparing(
                                (Owed owed) -> owed.delivery().key().channel())
                        .thenComparing(owed -> owed.delivery().key().revision()))
                .toList();
    }

    @Override
    public synchronized int forget(long beforeMillis) {
        int before = rows.size();
        rows.values()
                .removeIf(row ->
                        row.owed().state() != Owed.State.WAITING && row.owed().settledMillis() < beforeMillis);
        return before - rows.size();
    }
}
