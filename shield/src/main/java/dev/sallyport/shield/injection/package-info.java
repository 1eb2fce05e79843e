/**
 * Text that gives orders to the model that reads it: the tier of fixed rules. Read {@link dev.sallyport.shield.injection.InjectionGuard}, the
 * shield; {@code Folded}, the text as a model reads it; {@code Orders}, phrases of concepts that follow one another; {@code Marks}, what
 * is written to look like a conversation's frame; {@code Smuggled}, text in characters nobody sees.
 *
 * <p>Findings are for people and for rules: none of them decides anything. One pass over the text for all words, and constant work at each.
 */
@NullMarked
package dev.sallyport.shield.injection;

import org.jspecify.annotations.NullMarked;
