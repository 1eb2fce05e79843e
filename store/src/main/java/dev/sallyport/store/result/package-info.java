/**
 * What was made elsewhere and handed in: {@link dev.sallyport.store.result.Result}, one document under a kind, a name and a run, and
 * {@link dev.sallyport.store.result.Results}, where the newest of each name are kept.
 */
@NullMarked
package dev.sallyport.store.result;

import org.jspecify.annotations.NullMarked;
