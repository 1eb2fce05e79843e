/**
 * Asking people where they are. {@link dev.sallyport.server.channel.Asking} sees what waits and owes a message to each channel;
 * a {@link dev.sallyport.server.channel.Courier} per channel delivers them; {@link dev.sallyport.server.channel.Channels} takes
 * signed answers back.
 */
@NullMarked
package dev.sallyport.server.channel;

import org.jspecify.annotations.NullMarked;
