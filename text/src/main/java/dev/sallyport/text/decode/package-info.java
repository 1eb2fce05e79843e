/** Encodings that hide a text in another: {@link dev.sallyport.text.decode.Decoder} each, {@link dev.sallyport.text.decode.Decodings} in layers. */
@NullMarked
package dev.sallyport.text.decode;

import org.jspecify.annotations.NullMarked;
