/** Shell lines and what is read from them. */
@NullMarked
package dev.sallyport.text.shell;

import org.jspecify.annotations.NullMarked;
