/** Text of strangers as people may be shown it: {@link dev.sallyport.text.visible.Visible} marks what the eye would not see. */
@NullMarked
package dev.sallyport.text.visible;

import org.jspecify.annotations.NullMarked;
