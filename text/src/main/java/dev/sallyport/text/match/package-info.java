/** Many words looked for at once, in one pass over a text. */
@NullMarked
package dev.sallyport.text.match;

import org.jspecify.annotations.NullMarked;
