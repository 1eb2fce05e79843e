/**
 * Verbs with which people run an install: agents and their standing for operators, held actions for approvers.
 *
 * <p>An operator's key may come from the environment; an approver's credential is only ever typed.
 */
@NullMarked
package dev.sallyport.cli.people;

import org.jspecify.annotations.NullMarked;
