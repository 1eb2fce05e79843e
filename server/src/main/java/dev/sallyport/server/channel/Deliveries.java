package dev.sallyport.server.channel;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.journal.Records;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** Looks at what waits now. */
    void wake() {
        asking.wake();
    }

    /** Passes events on, and wakes whoever asks people when one says that something was held or answered. */
    public static final class Bell implements EventSink {
        private final EventSink next;
        private volatile Optional<Deliveries> ringing = Optional.empty();

        /** A bell in front of that sink. */
        public Bell(EventSink next) {
            this.next = next;
        }

        /** Rings there from now on. */
        public void hang(Deliveries deliveries) {
            ringing = Optional.of(deliveries);
        }

        @Override
        public void emit(Event event) {
            next.emit(event);
            if (event.name() == EventName.TOOL_HELD || event.name() == EventName.APPROVAL_ANSWERED) {
                ringing.ifPresent(Deliveries::wake);
            }
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
