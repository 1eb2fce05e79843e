/** What every verb has in common: its terminal, {@code --json}, {@code --help}, and how it ends. */
@NullMarked
package dev.sallyport.cli.verb;

import org.jspecify.annotations.NullMarked;
