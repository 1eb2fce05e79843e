/** Tests of the conformance program. */
@NullMarked
package dev.sallyport.sdk.conformance;

import org.jspecify.annotations.NullMarked;
