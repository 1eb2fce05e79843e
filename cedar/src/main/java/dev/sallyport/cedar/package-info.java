/** The Cedar engine: policies are loaded once into a {@code PolicySet}; an {@code Authorizer} answers requests with it. */
@NullMarked
package dev.sallyport.cedar;

import org.jspecify.annotations.NullMarked;
