/** Every receipt read again on a schedule, and compared with what others saw. */
@NullMarked
package dev.sallyport.server.audit;

import org.jspecify.annotations.NullMarked;
