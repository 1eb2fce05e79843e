/**
 * Where the pilot's loop closes: what the collector received becomes facts of the pilot ({@link dev.sallyport.govern.loop.Collecting}), and what the
 * pilot measured says which mode a customer's gateway may be set to ({@link dev.sallyport.govern.loop.Applying}).
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.govern.loop;
