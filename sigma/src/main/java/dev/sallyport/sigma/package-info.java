/**
 * Detection rules over a stream of events: Sigma, its correlations, and {@code flow}, in reading order {@code yaml}, {@code event},
 * {@code rule}, {@code detect}.
 *
 * <p>A rule is data that a person wrote: it is read strictly, refused with its place when two readers could differ about it, and evaluated
 * in time linear in the event. Nothing here reads a clock, a random source, a file or the network, and no rule can see a score.
 */
@NullMarked
package dev.sallyport.sigma;

import org.jspecify.annotations.NullMarked;
