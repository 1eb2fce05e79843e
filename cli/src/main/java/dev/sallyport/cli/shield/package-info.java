/** The verbs that show, set and report on shields. */
@NullMarked
package dev.sallyport.cli.shield;

import org.jspecify.annotations.NullMarked;
