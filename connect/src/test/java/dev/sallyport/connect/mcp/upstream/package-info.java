/** Tests of that package. */
@NullMarked
package dev.sallyport.connect.mcp.upstream;

import org.jspecify.annotations.NullMarked;
