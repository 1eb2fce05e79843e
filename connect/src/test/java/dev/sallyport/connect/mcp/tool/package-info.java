@NullMarked
package dev.sallyport.connect.mcp.tool;

import org.jspecify.annotations.NullMarked;
