/** Finding secrets and taking them out, over vectors, drawn texts and labelled data. */
@NullMarked
package dev.sallyport.shield.secret;

import org.jspecify.annotations.NullMarked;
