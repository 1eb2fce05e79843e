/** Released versions of shields that are data over a built-in one: {@link dev.sallyport.shield.release.Release} says what differs, {@link dev.sallyport.shield.release.ReleasedShield} runs it. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.shield.release;
