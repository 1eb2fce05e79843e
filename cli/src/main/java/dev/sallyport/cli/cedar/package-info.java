/** The Cedar engine from the command line: one answer, a validation, or a folder of recorded answers to compare with. */
@NullMarked
package dev.sallyport.cli.cedar;

import org.jspecify.annotations.NullMarked;
