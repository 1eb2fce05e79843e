/** Running recorded requests through the engine and comparing every answer. */
@NullMarked
package dev.sallyport.cedar.corpus;

import org.jspecify.annotations.NullMarked;
