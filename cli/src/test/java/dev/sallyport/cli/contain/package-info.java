/** Tests of what contains a command. */
@NullMarked
package dev.sallyport.cli.contain;

import org.jspecify.annotations.NullMarked;
