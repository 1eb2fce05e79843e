/** What the strict reader takes and refuses. */
@NullMarked
package dev.sallyport.action.json;

import org.jspecify.annotations.NullMarked;
