/** Everything the second plane keeps, behind one port: alerts, incidents, steps of playbooks, and where detection stands. */
@NullMarked
package dev.sallyport.soc.book;

import org.jspecify.annotations.NullMarked;
