/** Baselines and tuning from the command line, with shields that the tests made. */
@NullMarked
package dev.sallyport.cli.baseline;

import org.jspecify.annotations.NullMarked;
