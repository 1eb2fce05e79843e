/**
 * One value, one byte string, one hash.
 *
 * <p>{@link dev.sallyport.action.canonical.Scheme} names the rules, {@link dev.sallyport.action.canonical.CanonicalForm}
 * applies them, {@link dev.sallyport.action.canonical.ActionHash} commits to the outcome, and
 * {@link dev.sallyport.action.canonical.Canon} does all of it for bytes that nobody has read yet.
 */
@NullMarked
package dev.sallyport.action.canonical;

import org.jspecify.annotations.NullMarked;
