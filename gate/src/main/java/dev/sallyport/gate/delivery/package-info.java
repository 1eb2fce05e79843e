/**
 * Telling people that an action waits for them: what is owed to which channel, and how each attempt ended. Nothing here says what
 * the action is; a message is made from the approval when it is sent.
 */
@NullMarked
package dev.sallyport.gate.delivery;

import org.jspecify.annotations.NullMarked;
