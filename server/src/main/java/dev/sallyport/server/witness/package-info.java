/**
 * A witness of its own: follows logs over C2SP tlog-witness, cosigns what continues what it saw, and remembers that on its
 * disk before it answers. Needs no gateway and shares nothing with one but the program.
 */
@NullMarked
package dev.sallyport.server.witness;

import org.jspecify.annotations.NullMarked;
