@NullMarked
package dev.sallyport.connect.mcp.pin;

import org.jspecify.annotations.NullMarked;
