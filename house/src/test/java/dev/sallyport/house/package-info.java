/** The house's own rules: which way its arrows point, what its documents promise, what must not stand in its tree. */
@NullMarked
package dev.sallyport.house;

import org.jspecify.annotations.NullMarked;
