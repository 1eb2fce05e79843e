/** The one writer of each session: order of judgement and the labels a session carries. */
@NullMarked
package dev.sallyport.gate.session;

import org.jspecify.annotations.NullMarked;
