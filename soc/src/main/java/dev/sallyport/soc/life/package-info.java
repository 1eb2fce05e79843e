/** The life of a rule and of a playbook: what its file allows, what an operator set, and what must be proven before it goes further. */
@NullMarked
package dev.sallyport.soc.life;

import org.jspecify.annotations.NullMarked;
