/** The published corpora, run whole. */
@NullMarked
package dev.sallyport.cedar.corpus;

import org.jspecify.annotations.NullMarked;
