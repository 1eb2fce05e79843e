/**
 * Results that were made elsewhere and handed in: {@link dev.sallyport.server.result.Campaigns} keeps runs of campaigns,
 * {@link dev.sallyport.server.result.Findings} what scanners found, each after its receipt, which {@link dev.sallyport.server.result.Handing} writes.
 */
@NullMarked
package dev.sallyport.server.result;

import org.jspecify.annotations.NullMarked;
