/** The proxy between a scripted client, a scripted server and a scripted gate. */
@NullMarked
package dev.sallyport.connect.mcp.proxy;

import org.jspecify.annotations.NullMarked;
