/**
 * What the gateway adds to a tool call, on standard input and over HTTP, beside the same server without it and beside a plain proxy that
 * others wrote: {@link dev.sallyport.bench.mcp.ProxyBench}.
 */
@NullMarked
package dev.sallyport.bench.mcp;

import org.jspecify.annotations.NullMarked;
