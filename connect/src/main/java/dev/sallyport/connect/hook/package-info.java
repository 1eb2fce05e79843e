/**
 * Agent hosts' hooks. A {@link dev.sallyport.connect.hook.Host} has a {@link dev.sallyport.connect.hook.Dialect} that reads its
 * documents into a {@link dev.sallyport.connect.hook.HookEvent} and writes a {@link dev.sallyport.connect.hook.Ruling} back; {@link
 * dev.sallyport.connect.hook.HookDoor} is the gate between the two; {@link dev.sallyport.connect.hook.HostTools} says what the hosts'
 * own tools do.
 */
@NullMarked
package dev.sallyport.connect.hook;

import org.jspecify.annotations.NullMarked;
