/** Tests of {@code dev.sallyport.soc.playbook}. */
@NullMarked
package dev.sallyport.soc.playbook;

import org.jspecify.annotations.NullMarked;
