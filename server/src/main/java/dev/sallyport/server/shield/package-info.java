/** The shields of this gateway: which there are, where their canaries come from, and what holds sessions' secrets. */
@NullMarked
package dev.sallyport.server.shield;

import org.jspecify.annotations.NullMarked;
