/**
 * Trying policies without putting them in force: {@link dev.sallyport.server.policy.Situation} is what is known around an action,
 * {@link dev.sallyport.server.policy.PolicyExample} what an author expects of one, {@link dev.sallyport.server.policy.PolicyComparison} what a
 * change of policies changes. The command line, the API and the console all try policies with these.
 */
@NullMarked
package dev.sallyport.server.policy;

import org.jspecify.annotations.NullMarked;
