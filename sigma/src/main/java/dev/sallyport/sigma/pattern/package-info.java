/** Matching text in time linear in it: case folding, patterns with wildcards, many words at once, regular expressions without backtracking. */
@NullMarked
package dev.sallyport.sigma.pattern;

import org.jspecify.annotations.NullMarked;
