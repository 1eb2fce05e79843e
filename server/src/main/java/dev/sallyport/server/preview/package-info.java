/**
 * The preview door as browsers and tools see it: {@link dev.sallyport.server.preview.PreviewDoor} listens on an origin of its own,
 * {@link dev.sallyport.server.preview.PreviewPlan} says where and for which services.
 */
@NullMarked
package dev.sallyport.server.preview;

import org.jspecify.annotations.NullMarked;
