/** Finding orders and hidden text, over vectors, hostile texts and labelled data. */
@NullMarked
package dev.sallyport.shield.injection;

import org.jspecify.annotations.NullMarked;
