/**
 * How a chain of receipts leaves the house: as a file of the native form or of the interchange form {@code aegis-1}.
 *
 * <p>{@link dev.sallyport.ledger.export.ExportWriter} writes a header, the receipts and a trailer that anchors them in a
 * signed checkpoint. {@link dev.sallyport.ledger.export.AegisWriter} writes a chain of its own whose receipts name the
 * native ones. Both write as they are given, in constant memory.
 */
@NullMarked
package dev.sallyport.ledger.export;

import org.jspecify.annotations.NullMarked;
