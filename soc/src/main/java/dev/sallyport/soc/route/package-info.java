/**
 * Who is told what, and when: {@link dev.sallyport.soc.route.Routing} turns a notice and what is owed already into changes of the
 * outbox. It is a pure function of its arguments, so a virtual clock shows every escalation.
 */
@NullMarked
package dev.sallyport.soc.route;

import org.jspecify.annotations.NullMarked;
