/** Starting another process of this program: the gateway that runs in the background, the shim an agent host would start. */
@NullMarked
package dev.sallyport.cli.process;

import org.jspecify.annotations.NullMarked;
