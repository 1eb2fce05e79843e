/** The key that signs checkpoints, and its successor. */
@NullMarked
package dev.sallyport.cli.keys;

import org.jspecify.annotations.NullMarked;
