/** The values policies compute with, and the data they are asked about: entities and requests. */
@NullMarked
package dev.sallyport.cedar.value;

import org.jspecify.annotations.NullMarked;
