/**
 * The evidence of an incident as one story: {@link dev.sallyport.soc.story.Witnessed} are the receipts it rests on,
 * {@link dev.sallyport.soc.story.EventGroup} and {@link dev.sallyport.soc.story.Reach} follow from them alone,
 * {@link dev.sallyport.soc.story.Graph} from what is still known of the calls, {@link dev.sallyport.soc.story.Bundle} is all of it as a
 * file, and {@link dev.sallyport.soc.story.BundleCheck} checks that file with nothing else.
 */
@NullMarked
package dev.sallyport.soc.story;

import org.jspecify.annotations.NullMarked;
