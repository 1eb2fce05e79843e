/** Schemas: what entities, actions and contexts look like, in the human and the JSON syntax. */
@NullMarked
package dev.sallyport.cedar.schema;

import org.jspecify.annotations.NullMarked;
