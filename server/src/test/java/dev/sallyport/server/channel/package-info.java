@NullMarked
package dev.sallyport.server.channel;

import org.jspecify.annotations.NullMarked;
