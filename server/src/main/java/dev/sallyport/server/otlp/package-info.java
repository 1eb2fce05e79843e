/**
 * Decisions told as telemetry to whoever takes OTLP: {@link dev.sallyport.server.otlp.OtlpExport} hears events beside the audit
 * trail, waits for nobody, and sends spans, log records and measurements that hold ids, words of closed sets and digests alone.
 * What may leave is what {@link dev.sallyport.server.otlp.Told} lets pass; the messages are written by {@link
 * dev.sallyport.server.otlp.Message} after the protocol's own definitions (opentelemetry-proto 1.x, in protobuf's wire format).
 */
@NullMarked
package dev.sallyport.server.otlp;

import org.jspecify.annotations.NullMarked;
