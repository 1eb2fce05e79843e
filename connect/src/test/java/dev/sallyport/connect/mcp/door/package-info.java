@NullMarked
package dev.sallyport.connect.mcp.door;

import org.jspecify.annotations.NullMarked;
