/** The engine against rules and recorded events of others, which are no part of the project. */
@NullMarked
package dev.sallyport.sigma.corpus;

import org.jspecify.annotations.NullMarked;
