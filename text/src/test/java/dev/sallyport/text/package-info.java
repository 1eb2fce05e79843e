/** What normal forms, decoders and spellings promise. */
@NullMarked
package dev.sallyport.text;

import org.jspecify.annotations.NullMarked;
