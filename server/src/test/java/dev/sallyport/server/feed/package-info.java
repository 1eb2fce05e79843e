/** Tests of the feed. */
@NullMarked
package dev.sallyport.server.feed;

import org.jspecify.annotations.NullMarked;
