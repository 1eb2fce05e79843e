/**
 * An incident in plain sentences: {@link dev.sallyport.soc.narrative.Telling} from the evidence alone; or, after closure and where one is
 * configured, a model's words ({@link dev.sallyport.soc.narrative.Prompt}, {@link dev.sallyport.soc.narrative.Answer},
 * {@link dev.sallyport.soc.narrative.PlainText}), which are text of a stranger until a person stands for them.
 */
@NullMarked
package dev.sallyport.soc.narrative;

import org.jspecify.annotations.NullMarked;
