/**
 * The token broker: agents hold no credentials of the services they use. Configuration names them as {@code secret://NAME}
 * ({@link dev.sallyport.connect.broker.SecretTemplate}); {@link dev.sallyport.connect.broker.TokenBroker} resolves them after the record, at
 * dispatch; {@link dev.sallyport.connect.broker.Scrubber} takes them out of what comes back.
 */
@NullMarked
package dev.sallyport.connect.broker;

import org.jspecify.annotations.NullMarked;
