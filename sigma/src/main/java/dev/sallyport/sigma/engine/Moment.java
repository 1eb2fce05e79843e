package dev.sallyport.sigma.engine;

import java.util.OptionalLong;

/**
 * Under which circumstances something is worked out.
 *
 * @param late whether an event that came after the watermark is the cause
 * @param received when the event that is the cause was received; empty if the watermark is
 * @param evaluated as handed in
 */
record Moment(boolean late, OptionalLong received, long evaluated) {}
