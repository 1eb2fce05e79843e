/**
 * JSON text from strangers, read once and strictly.
 *
 * <p>Read in this order: {@link dev.sallyport.action.json.StrictJson} turns bytes into a
 * {@link dev.sallyport.action.json.Json} value or refuses with {@link dev.sallyport.action.json.MalformedJson};
 * {@link dev.sallyport.action.json.JsonLimits} bounds the work; {@link dev.sallyport.action.json.Refusal} names every
 * reason. Whatever two languages could read differently is refused, never repaired.
 */
@NullMarked
package dev.sallyport.action.json;

import org.jspecify.annotations.NullMarked;
