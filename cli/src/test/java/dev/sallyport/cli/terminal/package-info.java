/** Tests of what stands between verbs and the terminal. */
@NullMarked
package dev.sallyport.cli.terminal;

import org.jspecify.annotations.NullMarked;
