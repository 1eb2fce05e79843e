/**
 * What an operator is asked to accept of a server: {@link dev.sallyport.connect.mcp.pin.ToolLister} starts it and lists its tools, {@link
 * dev.sallyport.connect.mcp.pin.PinOffer} turns the list into pins, {@link dev.sallyport.connect.mcp.pin.PinDiff} shows what would change.
 */
@NullMarked
package dev.sallyport.connect.mcp.pin;

import org.jspecify.annotations.NullMarked;
