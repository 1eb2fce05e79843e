/**
 * A collector of its own: a process with a folder, which takes telemetry in, answers orders to delete it, serves signed versions of shields and
 * says how well it was reachable. Needs no gateway and shares nothing with one but the program.
 */
@NullMarked
package dev.sallyport.server.collector;

import org.jspecify.annotations.NullMarked;
