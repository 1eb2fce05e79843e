/** Breaks the house's rules on purpose: a rule that does not find this is no rule. */
@NullMarked
package dev.sallyport.house.planted;

import org.jspecify.annotations.NullMarked;
