/** Every verb run as a user runs it: words in, streams and an exit code out. */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
