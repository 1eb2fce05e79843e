/** What facts say when they are put together. */
@NullMarked
package dev.sallyport.gate.facts;

import org.jspecify.annotations.NullMarked;
