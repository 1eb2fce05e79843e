package dev.sallyport.sigma.event;

import java.util.function.Predicate;

/**
 * One recorded event as rules see it. Implementations are immutable and safe for many threads.
 *
 * <p>Field names are dotted: the members of an object inside an object are {@code outer.inner}.
 */
public interface Event {
    /** Its place in the tenant's record: the only order there is, without gaps or ties. */
    long sequence();

    /** When it happened, in milliseconds since 1970-01-01T00:00Z; the axis of windows, not an order. */
    long timeMillis();

    /** Whose event it is. */
    String tenant();

    /** Which log it came from, for routing. */
    Source source();

    /**
     * What stands in a field; {@link Value#ABSENT} if there is none. A name that is not there exactly as written is looked up without
     * regard to case.
     */
    Value field(String name);

    /** Whether any text, number or truth value of the event, at any depth, passes; names of fields are not offered. */
    boolean anyLeaf(Predicate<Value> test);
}
