/** Hosts' documents. */
@NullMarked
package dev.sallyport.connect.hook;

import org.jspecify.annotations.NullMarked;
