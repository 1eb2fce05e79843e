/**
 * Checkpoints handed to others, so that no history can be taken back unnoticed: the install log grows by the tenants' heads,
 * and its checkpoint goes to witnesses (C2SP tlog-witness) and to files elsewhere. Never on the path of a decision.
 */
@NullMarked
package dev.sallyport.server.anchor;

import org.jspecify.annotations.NullMarked;
