/**
 * Groups of commits, whatever database they go to; no SQL dialect lives here.
 *
 * <p>{@link dev.sallyport.store.group.GroupCommit} takes commits from any thread and hands them to one writer thread, which
 * gathers whatever waits into a group ({@code WriterLoop}) for the database's {@link dev.sallyport.store.group.Groups}. That
 * admits each commit ({@link dev.sallyport.store.group.Admission}, over what is {@link dev.sallyport.store.group.Known} and
 * the {@link dev.sallyport.store.group.Draft} so far) and inserts its rows ({@link dev.sallyport.store.group.Insertion}):
 * {@link dev.sallyport.store.group.Steps} is both.
 */
@NullMarked
package dev.sallyport.store.group;

import org.jspecify.annotations.NullMarked;
