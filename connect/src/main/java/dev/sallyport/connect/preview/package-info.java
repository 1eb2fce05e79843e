/**
 * Gated previews: each request to a development service is an action. {@link dev.sallyport.connect.preview.ServicePath} is a path with one
 * reading, {@link dev.sallyport.connect.preview.PreviewScope} what a preview was opened for,
 * {@link dev.sallyport.connect.preview.GatePreview} the gate before it, {@link dev.sallyport.connect.preview.ServiceWire} the way to the service,
 * {@link dev.sallyport.connect.preview.Hygiene} what passes in each direction.
 */
@NullMarked
package dev.sallyport.connect.preview;

import org.jspecify.annotations.NullMarked;
