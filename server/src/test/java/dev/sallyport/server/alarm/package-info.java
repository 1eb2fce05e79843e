@NullMarked
package dev.sallyport.server.alarm;

import org.jspecify.annotations.NullMarked;
