/**
 * The engine: events in, alerts out, over all rules of one tenant. Read {@link dev.sallyport.sigma.engine.RuleSet},
 * {@link dev.sallyport.sigma.engine.Options}, {@link dev.sallyport.sigma.engine.Engine}.
 */
@NullMarked
package dev.sallyport.sigma.engine;

import org.jspecify.annotations.NullMarked;
