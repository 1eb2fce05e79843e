/**
 * A small Model Context Protocol server over local data: files, mail and a web that lies in a folder.
 *
 * <p>It is real (it speaks the protocol over standard input and output and keeps its effects on disk) and harmless (it opens no
 * socket). Read {@link dev.sallyport.mailroom.Main} first, then {@code Connection} for the protocol and {@code Desk} for the tools.
 */
@NullMarked
package dev.sallyport.mailroom;

import org.jspecify.annotations.NullMarked;
