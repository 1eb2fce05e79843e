/** The policy language as text: tokens, expressions, policies, templates. */
@NullMarked
package dev.sallyport.cedar.syntax;

import org.jspecify.annotations.NullMarked;
