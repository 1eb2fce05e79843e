package dev.sallyport.gate.event;

/** Takes events without ever making the gate wait. Thread-safe. */
@FunctionalInterface
public interface EventSink {
    /** Offers the event. Returns at once; an event nobody has room for is dropped and counted, never waited for. */
    void emit(Event event);
}
