/** The synthetic harness and tuning on the command line; {@link dev.sallyport.cli.baseline.MeasuredShields} says which shields it runs. */
@NullMarked
package dev.sallyport.cli.baseline;

import org.jspecify.annotations.NullMarked;
