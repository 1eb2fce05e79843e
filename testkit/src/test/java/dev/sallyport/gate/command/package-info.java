/** What shell lines would do. */
@NullMarked
package dev.sallyport.gate.command;

import org.jspecify.annotations.NullMarked;
