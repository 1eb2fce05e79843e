/** The options of verbs that hold a history to what others have seen of it. */
@NullMarked
package dev.sallyport.cli.anchor;

import org.jspecify.annotations.NullMarked;
