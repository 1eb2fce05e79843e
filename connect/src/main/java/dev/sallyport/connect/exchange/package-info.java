/**
 * Token exchange (RFC 8693): what an agent or its user has is never shown to a tool server; the gateway has an authorization server give it
 * a token for that server instead. {@link dev.sallyport.connect.exchange.ExchangePlan} is what the operator configured,
 * {@link dev.sallyport.connect.exchange.TokenEndpoint} asks once, {@link dev.sallyport.connect.exchange.ExchangedTokens} keeps what came.
 */
@NullMarked
package dev.sallyport.connect.exchange;

import org.jspecify.annotations.NullMarked;
