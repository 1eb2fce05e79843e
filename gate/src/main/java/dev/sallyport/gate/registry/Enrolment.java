package dev.sallyport.gate.registry;

/**
 * How a person came to a credential.
 *
 * @param timeMillis when the person set it, in milliseconds since the epoch; 0 if it was before this was kept
 * @param by how receipts name the key that invited the person; empty if it was before this was kept
 * @param replaced whether it took the place of an earlier credential of the same person
 */
public record Enrolment(long timeMillis, String by, boolean replaced) {
    /** Of people who were enrolled before this was kept. */
    public static final Enrolment UNKNOWN = new Enrolment(0, "", false);
}
