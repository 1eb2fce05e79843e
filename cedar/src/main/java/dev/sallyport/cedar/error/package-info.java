/** What can go wrong when text or data is read: one family of errors, each with a stable code. */
@NullMarked
package dev.sallyport.cedar.error;

import org.jspecify.annotations.NullMarked;
