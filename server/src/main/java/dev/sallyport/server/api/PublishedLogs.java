package dev.sallyport.server.api;

import dev.sallyport.store.gate.InstallLog;
import dev.sallyport.store.gate.LogNodes;

/**
 * The logs as strangers follow them: their names and signatures, and the nodes that tiles and proofs are made of.
 *
 * @param logs the tenants' logs
 * @param nodes their nodes
 * @param install the log over them
 */
public record PublishedLogs(ReceiptLogs logs, LogNodes nodes, InstallLog install) {}
