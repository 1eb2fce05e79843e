/** Text as an attacker may disguise it: normal forms and decoders, all in linear time. */
@NullMarked
package dev.sallyport.text;

import org.jspecify.annotations.NullMarked;
