/** Tests of that package. */
@NullMarked
package dev.sallyport.connect.mcp.inspect;

import org.jspecify.annotations.NullMarked;
