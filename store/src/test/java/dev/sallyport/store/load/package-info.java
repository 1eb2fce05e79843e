/** How much the store bears. Run the mains by hand; the tests are tagged slow. */
@NullMarked
package dev.sallyport.store.load;

import org.jspecify.annotations.NullMarked;
