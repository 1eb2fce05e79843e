/** Handing in what was made elsewhere: runs of campaigns, by {@link dev.sallyport.cli.result.CampaignsSubmitVerb}, and
 * code findings, by {@link dev.sallyport.cli.result.FindingsSubmitVerb}. */
@NullMarked
package dev.sallyport.cli.result;

import org.jspecify.annotations.NullMarked;
