/**
 * What a server says of its tools, read by fixed rules for what a person who accepts a tool should know: characters nobody sees, orders to
 * the model that reads the description, and names that another server's tool has. No scores, no model.
 */
@NullMarked
package dev.sallyport.connect.mcp.inspect;

import org.jspecify.annotations.NullMarked;
