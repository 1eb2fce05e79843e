package dev.sallyport.server.channel;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.journal.Records;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The threads that ask people. Without channels there are none. */
public final class Deliveries implements AutoCloseable {
    private final Map<String, Courier> couriers = new LinkedHashMap<>();
    private final Books books;
    private final Asking asking;

    private Deliveries(Channels channels, Records records, Outbox outbox, Courier.Parts parts) {
        this.books = parts.books();
        channels.places()
                .forEach((name, place) -> couriers.put(
                        name,
                        new Courier(
                                name,
                                place,
                                new Courier.Parts(
                                        outbox,
                                        books,
                                        owed -> channels.messages().of(owed, place.room()),
                                        parts.clock(),
                                        parts.random(),
                                        parts.meter()))));
        this.asking = new Asking(records, outbox, channels.all(), couriers, parts.clock());
    }

    /** Starts them. */
    public static Optional<Deliveries> start(
            Channels channels,
            Records records,
            Outbox outbox,
            InstantSource clock,
            SecureRandom random,
            DeliveryMeter meter) {
        return channels.all().isEmpty()
                ? Optional.empty()
                : Optional.of(new Deliveries(
                        channels,
                        records,
                        outbox,
                        new Courier.Parts(outbox, new Books(outbox), owed -> Optional.empty(), clock, random, meter)));
    }

    /** Looks at what waits now, when that says that something was held or answered. */
    public void heard(Event event) {
        if (event.name() == EventName.TOOL_HELD || event.name() == EventName.APPROVAL_ANSWERED) {
            asking.wake();
        }
    }

    /** Passes events on, and then tells them to whoever asks people; these begin after the bell hangs. */
    public static final class Bell implements EventSink {
        private final EventSink next;
        private final List<Consumer<Event>> hearing = new CopyOnWriteArrayList<>();

        /** A bell in front of that sink. */
        public Bell(EventSink next) {
            this.next = next;
        }

        /** Rings there from now on. */
        public void hang(Consumer<Event> hears) {
            hearing.add(hears);
        }

        @Override
        public void emit(Event event) {
            next.emit(event);
            hearing.forEach(one -> one.accept(event));
        }
    }

    @Override
    public void close() {
        asking.close();
        for (Courier courier : couriers.values()) {
            courier.close();
        }
        books.close();
    }
}
