/**
 * The service objectives of a running gateway: what {@code deploy/slo/objectives.yaml} asks, measured by the gateway's own meters, and how fast
 * the budget for what may go wrong is used up. {@link dev.sallyport.server.objective.Objective} is the question,
 * {@link dev.sallyport.server.objective.Objectives} keeps what was counted, {@link dev.sallyport.server.objective.Burn} is the answer.
 */
@NullMarked
package dev.sallyport.server.objective;

import org.jspecify.annotations.NullMarked;
