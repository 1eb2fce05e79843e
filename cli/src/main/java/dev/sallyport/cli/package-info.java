/**
 * The command line: one binary, one class per verb.
 *
 * <p>{@link dev.sallyport.cli.Main} finds the verb in {@link dev.sallyport.cli.Catalogue} by its words, makes only that one, and
 * turns whatever happens into one of six exit codes ({@link dev.sallyport.cli.terminal.Exit}).
 */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
