@NullMarked
package dev.sallyport.server.console;

import org.jspecify.annotations.NullMarked;
