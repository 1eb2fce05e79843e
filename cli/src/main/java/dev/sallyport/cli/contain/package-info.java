/**
 * Running a command in a network of its own. {@link dev.sallyport.cli.contain.RunVerb} stays outside and opens the one way out;
 * {@link dev.sallyport.cli.contain.Inside} is its second process, in the new namespaces, and the parent of the command.
 */
@NullMarked
package dev.sallyport.cli.contain;

import org.jspecify.annotations.NullMarked;
