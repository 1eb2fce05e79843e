/** A strict JSON reader with exact 64-bit integers, for entities, contexts, schemas and requests. */
@NullMarked
package dev.sallyport.cedar.json;

import org.jspecify.annotations.NullMarked;
