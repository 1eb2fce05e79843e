/** What an agent wants to do, and the words every other module uses about it. */
@NullMarked
package dev.sallyport.action;

import org.jspecify.annotations.NullMarked;
