/** What the README shows: compiled, and run by a test. */
@NullMarked
package dev.sallyport.sdk.snippets;

import org.jspecify.annotations.NullMarked;
