package dev.sallyport.sigma.alert;

/**
 * One step of the way a value took.
 *
 * @param sequence of the event
 * @param action what the event calls itself, empty if nothing
 * @param agent whose step, empty if unknown
 * @param edge how it got here from the step before: {@code data}, {@code delegation}, {@code denial}; empty for the first
 * @param basis by what the edge is known; empty for the first
 */
public record Step(long sequence, String action, String agent, String edge, String basis) {}
