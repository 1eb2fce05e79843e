/**
 * Asks the SDK of each language the vectors of {@code spec/}, and the same damaged bytes of all of them.
 *
 * <p>Read {@link dev.sallyport.cli.conformance.Question}, then {@link dev.sallyport.cli.conformance.SdkProgram}, then
 * {@link dev.sallyport.cli.conformance.ConformanceVerb}.
 */
@NullMarked
package dev.sallyport.cli.conformance;

import org.jspecify.annotations.NullMarked;
