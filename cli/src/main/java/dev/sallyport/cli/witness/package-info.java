/** A witness as a process of its own, on a machine that the installs it follows can't reach. */
@NullMarked
package dev.sallyport.cli.witness;

import org.jspecify.annotations.NullMarked;
