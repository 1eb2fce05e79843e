@NullMarked
package dev.sallyport.connect.mcp.frame;

import org.jspecify.annotations.NullMarked;
