/**
 * Where a verb reads and writes, how it ends, and how it complains. Verbs touch neither {@code System} nor the environment:
 * everything comes through a {@link dev.sallyport.cli.terminal.Terminal}, so that every verb can be run inside a test.
 */
@NullMarked
package dev.sallyport.cli.terminal;

import org.jspecify.annotations.NullMarked;
