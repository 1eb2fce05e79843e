/**
 * Shell lines as POSIX shells and bash read them, without running anything: {@link dev.sallyport.text.shell.Shell} reads a line into a tree
 * of {@link dev.sallyport.text.shell.Node}s and the flat list of its {@link dev.sallyport.text.shell.SimpleCommand}s, those inside
 * wrappers ({@code env}, {@code sudo}, {@code bash -c}) included. What is only known when the line runs is marked as dynamic; what can't
 * be read is {@link dev.sallyport.text.shell.Reading.Unreadable}, never guessed.
 *
 * <p>Source: POSIX.1-2017, Shell Command Language; GNU Bash Reference Manual 5.2, sections 2 and 3. Aliases and history are not expanded.
 */
@NullMarked
package dev.sallyport.text.shell;

import org.jspecify.annotations.NullMarked;
