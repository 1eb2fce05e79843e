/**
 * Campaigns: attacks tried against what stands, again and again, and what became of them. {@link dev.sallyport.govern.campaign.CampaignRun}
 * is one run as spec/campaign writes it, {@link dev.sallyport.govern.campaign.Tried} one row of it, and
 * {@link dev.sallyport.govern.campaign.Comparison} what a run lost against the one before.
 */
@NullMarked
package dev.sallyport.govern.campaign;

import org.jspecify.annotations.NullMarked;
