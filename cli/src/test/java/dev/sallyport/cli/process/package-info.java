/** Tests of how another process of this program is started. */
@NullMarked
package dev.sallyport.cli.process;

import org.jspecify.annotations.NullMarked;
