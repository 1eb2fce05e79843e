/**
 * What was declared that an agent may use, against what it calls. Read {@link dev.sallyport.shield.fence.Grant}, {@link
 * dev.sallyport.shield.fence.Grants}, {@link dev.sallyport.shield.fence.FenceShield}.
 */
@NullMarked
package dev.sallyport.shield.fence;

import org.jspecify.annotations.NullMarked;
