/**
 * What a shell line would do, as facts: {@link dev.sallyport.gate.command.CommandLines} reads the line of an action, {@link
 * dev.sallyport.gate.command.Programs} sorts each of its commands by a catalogue, {@link dev.sallyport.gate.command.CommandFacts} is what a
 * judgement may look at.
 */
@NullMarked
package dev.sallyport.gate.command;

import org.jspecify.annotations.NullMarked;
