/**
 * Flows: whether what came from a source reached a sink, along the links that events record. Read {@link dev.sallyport.sigma.flow.Flow},
 * {@link dev.sallyport.sigma.flow.FlowReader}, {@link dev.sallyport.sigma.flow.Step}, {@link dev.sallyport.sigma.flow.FlowGraph}.
 */
@NullMarked
package dev.sallyport.sigma.flow;

import org.jspecify.annotations.NullMarked;
