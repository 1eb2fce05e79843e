/**
 * Answers the requests of the conformance contract (spec/conformance) with this SDK's own code.
 *
 * <p>Read {@link dev.sallyport.sdk.conformance.ConformanceProgram}.
 */
@NullMarked
package dev.sallyport.sdk.conformance;

import org.jspecify.annotations.NullMarked;
