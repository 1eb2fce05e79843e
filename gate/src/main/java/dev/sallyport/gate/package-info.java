/**
 * Gather, judge, record: the way every action takes.
 *
 * <p>Reading order: {@link dev.sallyport.gate.Call} (what was asked), {@link dev.sallyport.gate.facts.Facts} (what is
 * known), {@link dev.sallyport.gate.judge.Judge} (the pure decision), {@link dev.sallyport.gate.journal.Commit} (what
 * becomes durable), {@link dev.sallyport.gate.Gate} (all of it in order).
 */
@NullMarked
package dev.sallyport.gate;

import org.jspecify.annotations.NullMarked;
