/**
 * What a detector remembers: the hits of each group in their order, bounded by caps, and its bytes. Read
 * {@link dev.sallyport.sigma.state.Group}, {@link dev.sallyport.sigma.state.Groups}, {@link dev.sallyport.sigma.state.StateWriter}.
 */
@NullMarked
package dev.sallyport.sigma.state;

import org.jspecify.annotations.NullMarked;
