/** The verbs over rules. */
@NullMarked
package dev.sallyport.cli.rules;

import org.jspecify.annotations.NullMarked;
