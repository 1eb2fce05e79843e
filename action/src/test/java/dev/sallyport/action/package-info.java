/** Actions, capabilities and trust. */
@NullMarked
package dev.sallyport.action;

import org.jspecify.annotations.NullMarked;
