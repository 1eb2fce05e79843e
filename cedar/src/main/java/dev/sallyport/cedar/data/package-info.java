/** The JSON forms of entities, contexts and requests, read with or without a schema. */
@NullMarked
package dev.sallyport.cedar.data;

import org.jspecify.annotations.NullMarked;
